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

        var sizes = Enumerable.Range(0, items.Count).GroupBy(Find).ToDictionary(g => g.Key, g => g.Count());
        return [.. items.Select((item, i) => sizes[Find(i)] > 1 ? item with { Thread = "th-" + items[Find(i)].Id[3..] } : item)];
    }

    private static bool One(Item a, Item b, double overlap) =>
        ClaimClusters.SharesParties(a.Face.States, b.Face.States)
        && !(a.Face.States.Count < 2 != b.Face.States.Count < 2 && a.Face.Mechanism is "other" or "diplomacy")
        && overlap >= (ReportOf(a) == ReportOf(b) ? Inside : Across);

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
