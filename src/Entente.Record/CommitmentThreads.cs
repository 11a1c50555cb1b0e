namespace Entente.Record;

/// <summary>Joins commitments that are one undertaking moving on: same parties and mechanism, and words in common where the mechanism is wide.</summary>
internal static class CommitmentThreads
{
    /// <summary>Share of words from which two objects are one undertaking: told by different reports, and by one report that may list several.</summary>
    private const double Across = 0.3, Inside = 0.5;

    /// <param name="items">By id.</param>
    public static List<Item> Join(List<Item> items)
    {
        var parent = Enumerable.Range(0, items.Count).ToArray();
        int Find(int i) => parent[i] == i ? i : parent[i] = Find(parent[i]);
        foreach (var mechanism in Enumerable.Range(0, items.Count).Where(i => items[i].Face is Claim.Commitment).GroupBy(i => items[i].Face.Mechanism, StringComparer.Ordinal))
        {
            var members = mechanism.ToList();
            var words = members.ConvertAll(i => TextOverlap.ContentWords(((Claim.Commitment)items[i].Face).Object));
            var pairs = Overlapping(words).Where(p => One(items[members[p.A]], items[members[p.B]], TextOverlap.Similarity(words[p.A], words[p.B])));
            if (ClaimClusters.NarrowMechanisms.Contains(mechanism.Key!))
            {
                pairs = pairs.Concat(SharingTwoStates(members.ConvertAll(i => items[i])));
            }

            foreach (var (a, b) in pairs)
            {
                var (x, y) = (Find(members[a]), Find(members[b]));
                parent[Math.Max(x, y)] = Math.Min(x, y);
            }
        }

        // What one report tells as a sale another may tell as a matter for consultation: two states' undertaking is known by the words that name it.
        var commitments = Enumerable.Range(0, items.Count).Where(i => items[i].Face is Claim.Commitment && items[i].Face.States.Count > 1).ToList();
        var named = commitments.ConvertAll(i => TextOverlap.ContentWords(((Claim.Commitment)items[i].Face).Object));
        foreach (var (a, b) in Overlapping(named).Where(p => NamesOne(items[commitments[p.A]], items[commitments[p.B]], named[p.A], named[p.B])))
        {
            var (x, y) = (Find(commitments[a]), Find(commitments[b]));
            parent[Math.Max(x, y)] = Math.Min(x, y);
        }

        foreach (var (a, b) in MovingOn(items))
        {
            var (x, y) = (Find(a), Find(b));
            parent[Math.Max(x, y)] = Math.Min(x, y);
        }

        var sizes = Enumerable.Range(0, items.Count).GroupBy(Find).ToDictionary(g => g.Key, g => g.Count());
        return [.. items.Select((item, i) => sizes[Find(i)] > 1 ? item with { Thread = "th-" + items[Find(i)].Id[3..] } : item)];
    }

    private static bool One(Item a, Item b, double overlap) =>
        ClaimClusters.SharesParties(a.Face.States, b.Face.States)
        && !(a.Face.States.Count < 2 != b.Face.States.Count < 2 && a.Face.Mechanism is "other" or "diplomacy")
        && overlap >= (ReportOf(a) == ReportOf(b) ? Inside : Across);

    /// <summary>Half of what the briefer of two reports says of a matter stands in the other, three words at least, and the two parts of an alliance under which they tell of it can be one.</summary>
    private static bool NamesOne(Item a, Item b, HashSet<string> x, HashSet<string> y)
    {
        var shared = x.Count(y.Contains);
        // What is at work or in force may be called by its bare name: "the monitoring committee".
        var called = shared >= 2 && shared == Math.Min(x.Count, y.Count) && (a.Face is Claim.Commitment { Status: "under-way" or "in-force" } || b.Face is Claim.Commitment { Status: "under-way" or "in-force" });
        return ReportOf(a) != ReportOf(b) && (called || (shared >= 3 && shared * 2 >= Math.Min(x.Count, y.Count))) && ClaimClusters.SharesParties(a.Face.States, b.Face.States)
            && (a.Face.Mechanism == b.Face.Mechanism || Wide.Contains(a.Face.Mechanism ?? "other") || Wide.Contains(b.Face.Mechanism ?? "other"));
    }

    private static readonly HashSet<string> Wide = new(StringComparer.Ordinal) { "other", "diplomacy", "consultation", "partner-network", "economic-security", "force-posture" };

    private static readonly HashSet<string> Ending = new(StringComparer.Ordinal) { "withdrawn", "suspended", "fulfilled", "in-force", "ratified", "approved", "lapsed" };

    private static readonly HashSet<string> Moving = new(StringComparer.Ordinal) { "extend", "renew", "ratify", "approve", "suspend", "terminate", "withdraw", "pull", "quit", "leave", "exit", "scrap", "abandon", "restore", "keep" };

    /// <summary>Share of words from which what ends or renews an accord is of the accord made last before it; so many accords back are looked at.</summary>
    private const double Same = 0.12;
    private const int Back = 100;

    /// <summary>An accord agreed is signed within so many days, a treaty that two states set out to negotiate within twice as many.</summary>
    private const int Signing = 366;

    /// <summary>
    /// What became of an accord is told in words that name it and no longer say what was agreed: signed after it was agreed, extended, suspended, left.
    /// Each is joined to the accord, made before it by the same parties, that its words fit best.
    /// </summary>
    private static IEnumerable<(int A, int B)> MovingOn(List<Item> items)
    {
        var accords = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var words = new Dictionary<int, HashSet<string>>();
        var told = new Dictionary<int, HashSet<string>>();
        var commitments = Enumerable.Range(0, items.Count).Where(i => items[i].Face is Claim.Commitment).ToList();
        foreach (var i in commitments.Where(i => items[i].Face is Claim.Commitment { Status: "signed" or "agreed" or "announced" or "in-force" or "under-negotiation", When.Start: not null }))
        {
            foreach (var state in items[i].Face.States)
            {
                (accords.TryGetValue(state, out var list) ? list : accords[state] = []).Add(i);
            }
        }

        foreach (var list in accords.Values)
        {
            list.Sort((a, b) => items[a].Face.When.Start!.Value.CompareTo(items[b].Face.When.Start!.Value) is not 0 and var order ? order : a.CompareTo(b));
        }

        foreach (var i in commitments)
        {
            var later = (Claim.Commitment)items[i].Face;
            var moves = Ending.Contains(later.Status) || Moving.Contains(later.Action);
            var redeems = later.Status is "fulfilled" or "broken" && Words(i).Count <= 12;
            if (!(moves || redeems || later.Status == "signed") || (later.When.Start ?? (redeems ? Last(items[i]) : null)) is not { } day || later.States.Count == 0)
            {
                continue;
            }

            var best = (Index: -1, Fit: 0.0);
            var before = accords.GetValueOrDefault(later.States[0], []);
            var end = Until(before, day);
            for (var n = Math.Max(0, end - Back); n < end; n++)
            {
                var k = before[n];
                if (k == i)
                {
                    continue;
                }

                var earlier = (Claim.Commitment)items[k].Face;
                var fit = redeems ? Math.Max(Redeems(earlier, later, Told(k), Told(i)), Continues(earlier, later, earlier.Mechanism == later.Mechanism ? TextOverlap.Similarity(Words(k), Words(i)) : 0)) : moves ? Continues(earlier, later, earlier.Mechanism == later.Mechanism ? TextOverlap.Similarity(Words(k), Words(i)) : 0) : Signs(earlier, later, day);
                best = fit >= best.Fit && fit > 0 ? (k, fit) : best;
            }

            if (best.Index >= 0)
            {
                yield return (best.Index, i);
            }
        }

        // When a report that gives no day told of it.
        static NodaTime.LocalDate? Last(Item item) => item.Known.Last ?? item.Known.First;

        HashSet<string> Told(int i) => told.TryGetValue(i, out var known) ? known : told[i] = TextOverlap.ContentWords(items[i].Face.Evidence.Quote);

        HashSet<string> Words(int i) => words.TryGetValue(i, out var known) ? known : words[i] = TextOverlap.ContentWords(((Claim.Commitment)items[i].Face).Object);

        // How many of the accords, by day, were made until a day.
        int Until(List<int> list, NodaTime.LocalDate day)
        {
            var (low, high) = (0, list.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = items[list[middle]].Face.When.Start <= day ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }

    private static double Continues(Claim.Commitment accord, Claim.Commitment later, double overlap) =>
        (overlap >= Same || Confirms(accord, later)) && accord.Mechanism == later.Mechanism && later.States.All(s => accord.States.Contains(s, StringComparer.Ordinal)) ? Math.Max(overlap, Same) : 0;

    /// <summary>Who keeps or breaks "its word" keeps an undertaking of its own, which the words around tell of: two of them at least are shared.</summary>
    private static double Redeems(Claim.Commitment accord, Claim.Commitment later, HashSet<string> before, HashSet<string> after)
    {
        var shared = before.Count(after.Contains);
        return shared >= 2 && later.States.All(s => accord.States.Contains(s, StringComparer.Ordinal)) ? 0.05 * shared : 0;
    }

    /// <summary>In a narrow mechanism what two states signed or agreed is what is approved or ratified within two years, whatever it is called.</summary>
    private static bool Confirms(Claim.Commitment accord, Claim.Commitment later) =>
        ClaimClusters.NarrowMechanisms.Contains(later.Mechanism ?? "") && accord.Status is "signed" or "agreed" && later.Status is "ratified" or "approved" or "in-force" && later.States.Count > 1 && later.When.Start <= accord.When.Start!.Value.PlusDays(2 * Signing);

    /// <summary>Two states that agreed on a thing, or to negotiate a treaty, sign it.</summary>
    private static double Signs(Claim.Commitment earlier, Claim.Commitment signed, NodaTime.LocalDate day)
    {
        var apart = NodaTime.Period.DaysBetween(earlier.When.Start!.Value, day);
        var both = earlier.Parties.Select(p => p.State).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var parties = both.Count == 2 && both.TrueForAll(s => signed.States.Contains(s, StringComparer.Ordinal));
        return parties && apart > 0 && earlier.Status is "agreed" or "announced" or "under-negotiation"
            && ((earlier.Mechanism == signed.Mechanism && earlier.Mechanism is "diplomacy" or "mutual-defence" or "partner-network" or "visiting-forces" && apart <= Signing && earlier.Action is not ("exchange" or "reopen" or "hold"))
                || (earlier.Action == "negotiate" && Treaty(earlier.Object) is { } noun && noun == Treaty(signed.Object) && apart <= 2 * Signing)) ? 1 : 0;
    }

    private static string? Treaty(string words) => Array.Find(["treaty", "pact", "agreement", "accord"], n => words.Contains(n, StringComparison.OrdinalIgnoreCase));

    private static string ReportOf(Item item) => item.Members[0].Evidence.Report;

    /// <summary>In a narrow mechanism all that two states have in hand, by the word of more than one report, is one undertaking.</summary>
    private static IEnumerable<(int A, int B)> SharingTwoStates(List<Item> members)
    {
        var cells = new Dictionary<(string, string), List<int>>();
        for (var i = 0; i < members.Count; i++)
        {
            var states = members[i].Face.States.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            foreach (var cell in states.SelectMany((a, n) => states.Skip(n + 1).Select(b => (a, b))))
            {
                (cells.TryGetValue(cell, out var list) ? list : cells[cell] = []).Add(i);
            }
        }

        return cells.Values.Where(cell => cell.Exists(i => ReportOf(members[i]) != ReportOf(members[cell[0]]))).SelectMany(cell => cell.Skip(1).Select(i => (cell[0], i)));
    }

    /// <summary>Every pair of which the smaller threshold can hold: of each set's rarest words so many as one of them must be shared.</summary>
    private static IEnumerable<(int A, int B)> Overlapping(List<HashSet<string>> sets)
    {
        var frequency = sets.SelectMany(s => s).GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var holders = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < sets.Count; i++)
        {
            var met = new HashSet<int>();
            foreach (var word in sets[i].OrderBy(w => frequency[w]).ThenBy(w => w, StringComparer.Ordinal).Take(sets[i].Count - (int)Math.Ceiling(Across * sets[i].Count) + 1))
            {
                var list = holders.TryGetValue(word, out var known) ? known : holders[word] = [];
                met.UnionWith(list);
                list.Add(i);
            }

            foreach (var other in met)
            {
                yield return (other, i);
            }
        }
    }
}
