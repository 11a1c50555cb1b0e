using Entente.Record.Stories;

namespace Entente.Record;

/// <summary>
/// Joins what the reports of one story tell of one thing in words of their own. Inside a story there is little else that could be meant, so less is asked than between any two reports: of two reports'
/// claims those are one that fit each other best, each of a report's claims at most one of another's. The set of claims alone decides, not their order.
/// </summary>
internal sealed class Retellings
{
    /// <summary>From what score on two claims are one: acts, undertakings, statements.</summary>
    private const double Acts = 0.6, Undertakings = 0.3, Words = 0.3;

    /// <summary>A story of more reports than this is a stream: its parts are one only by the rules for any two reports.</summary>
    private const int Widest = 60;

    private const int Slack = 3;

    /// <summary>How like words must be to be one statement though their speakers are called otherwise.</summary>
    private const double Closely = 0.45;

    private readonly TermWeights _rarity;
    private readonly IReadOnlyDictionary<string, string> _storyOf;
    private readonly Dictionary<string, Dictionary<ulong, double>> _terms = new(StringComparer.Ordinal);
    private Dictionary<ulong, int> _held = [];
    private int _texts;

    public Retellings(TermWeights rarity, IReadOnlyDictionary<string, string> storyOf) => (_rarity, _storyOf) = (rarity, storyOf);

    /// <param name="groups">Claims that are one already, in canonical order.</param>
    public List<List<Claim>> Join(List<List<Claim>> groups)
    {
        var parent = Enumerable.Range(0, groups.Count).ToArray();
        int Find(int i) => parent[i] == i ? i : parent[i] = Find(parent[i]);
        var tellers = groups.ConvertAll(g => g.Select(c => c.Evidence.Report).ToHashSet(StringComparer.Ordinal));
        var stories = Enumerable.Range(0, groups.Count).SelectMany(i => tellers[i].Select(r => (Story: _storyOf.GetValueOrDefault(r, r), Index: i))).Distinct().GroupBy(x => x.Story, x => x.Index, StringComparer.Ordinal);
        foreach (var story in stories.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            JoinWithin([.. story.Order()]);
        }

        // What a later report looks back on is told with its day: between the same states on one day there is little else that could be meant.
        var days = Enumerable.Range(0, groups.Count).SelectMany(i => groups[i].OfType<Claim.Event>().Where(e => e.Act is "AGREE" or "CONSULT" && e.When is { Days: 1, Basis: not DateBasis.Inferred }).Select(e => (Key: $"{e.Act}|{e.When}|{string.Join(",", e.States)}", Index: i))).Distinct().GroupBy(x => x.Key, x => x.Index, StringComparer.Ordinal);
        foreach (var day in days.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            JoinWithin([.. day.Order()]);
        }

        return [.. Enumerable.Range(0, groups.Count).GroupBy(Find).OrderBy(g => g.Key).Select(g => g.SelectMany(i => groups[i]).OrderBy(c => c.Evidence.Report, StringComparer.Ordinal).ThenBy(c => c.Evidence.Start).ThenBy(c => c.Id, StringComparer.Ordinal).ToList())];

        void JoinWithin(List<int> members)
        {
            var reports = members.SelectMany(i => tellers[i]).Distinct(StringComparer.Ordinal).Count();
            if (reports is < 2 or > Widest)
            {
                return;
            }

            Weigh(members.SelectMany(i => groups[i]));
            var pairs = new List<(double Score, int A, int B)>();
            foreach (var kind in members.GroupBy(i => groups[i][0].Kind, StringComparer.Ordinal))
            {
                var of = kind.ToList();
                for (var a = 0; a < of.Count; a++)
                {
                    for (var b = a + 1; b < of.Count; b++)
                    {
                        if (!tellers[of[a]].Overlaps(tellers[of[b]]) && Fit(groups[of[a]], groups[of[b]]) is > 0 and var fit)
                        {
                            pairs.Add((fit, of[a], of[b]));
                        }
                    }
                }
            }

            foreach (var (_, a, b) in pairs.OrderByDescending(p => p.Score).ThenBy(p => p.A).ThenBy(p => p.B))
            {
                var (x, y) = (Math.Min(Find(a), Find(b)), Math.Max(Find(a), Find(b)));
                if (x != y && !tellers[x].Overlaps(tellers[y]))
                {
                    parent[y] = x;
                    tellers[x].UnionWith(tellers[y]);
                }
            }
        }
    }

    /// <summary>How well two groups fit by those of their claims that fit best; nought where they are not one.</summary>
    private double Fit(List<Claim> a, List<Claim> b)
    {
        var best = 0.0;
        foreach (var x in a)
        {
            foreach (var y in b)
            {
                best = Math.Max(best, (x, y) switch
                {
                    (Claim.Event e, Claim.Event f) => Over(Acts, OfActs(e, f)),
                    (Claim.Commitment c, Claim.Commitment d) => Over(Undertakings, OfUndertakings(c, d)),
                    (Claim.Statement s, Claim.Statement t) => Over(Words, OfWords(s, t)),
                    _ => 0,
                });
            }
        }

        return best;

        static double Over(double least, double score) => score >= least ? score : 0;
    }

    private double OfActs(Claim.Event a, Claim.Event b)
    {
        if (a.Act != b.Act || !SameSort(a, b) || a.Status is "denied" or "cancelled" or "postponed" != b.Status is "denied" or "cancelled" or "postponed" || !ShareStates(a, b))
        {
            return 0;
        }

        // Between the same people a day more or less is the clock's of another country.
        var (p, q) = (Persons(a), Persons(b));
        var shared = p.Intersect(q).Count();
        if ((p.Count > 0 && q.Count > 0 && shared == 0) || !Together(a, b, shared > 1 ? 1 : 0))
        {
            return 0;
        }

        // What was planned is what happened only where both name the day.
        var sameDay = a.When.Days == 1 && a.When.Start == b.When.Start;
        if (a.Status is "planned" or "proposed" != b.Status is "planned" or "proposed" && !sameDay)
        {
            return 0;
        }

        var mutual = a.Act is "CONSULT" or "AGREE";
        var way = mutual || SourceStates(a).Overlaps(SourceStates(b));
        return way ? (mutual ? 0.35 : 0.1) + (sameDay ? 0.25 : 0.1) + (shared > 0 ? 0.1 : 0) + (a.Mode == b.Mode ? 0.1 : 0) + Likeness(a.Evidence.Quote, b.Evidence.Quote) : 0;
    }

    private double OfUndertakings(Claim.Commitment a, Claim.Commitment b)
    {
        var open = a.Mechanism is "other" or "diplomacy" || b.Mechanism is "other" or "diplomacy";
        if ((a.Mechanism != b.Mechanism && !open) || !Together(a, b, Slack) || !ShareStates(a, b))
        {
            return 0;
        }

        return (0.6 * Likeness(a.Object, b.Object)) + (0.3 * Likeness(a.Evidence.Quote, b.Evidence.Quote)) + (Root(a.Action) == Root(b.Action) ? 0.1 : 0) + (a.Mechanism == b.Mechanism && !open ? 0.1 : 0) + (a.Amount is not null && a.Amount == b.Amount ? 0.2 : 0);
    }

    private double OfWords(Claim.Statement a, Claim.Statement b)
    {
        if (!Together(a, b, 1))
        {
            return 0;
        }

        // A ministry and its spokesman, two leaders and "both sides" say one thing where the words are nearly one.
        var same = a.Speakers.Intersect(b.Speakers, StringComparer.Ordinal).Any();
        if (!same && (!SpeakersStates(a).SetEquals(SpeakersStates(b)) || Likeness(a.Text, b.Text) < Closely))
        {
            return 0;
        }

        return (0.75 * Likeness(a.Text, b.Text)) + (0.25 * Likeness(a.Evidence.Quote, b.Evidence.Quote)) + (a.Stance == b.Stance && a.Stance != "neutral" ? 0.05 : 0);
    }

    /// <summary>Calls with calls, press conferences with press conferences; what is agreed is also signed, but to ratify, to join and to ask somebody to come are acts of their own.</summary>
    private static bool SameSort(Claim.Event a, Claim.Event b)
    {
        static string Sort(Claim.Event e) => e.Act switch
        {
            "CONSULT" => e.Format is "call" or "press-conference" ? e.Format : "",
            "AGREE" => e.Mode is "ratify" or "join" or "invite" ? e.Mode : "",
            _ => e.Mode ?? "",
        };
        return Sort(a) == Sort(b) || (a.Act == "CONSULT" && (a.Format ?? "other") == "other" && Sort(b) == "call") || (a.Act == "CONSULT" && (b.Format ?? "other") == "other" && Sort(a) == "call") || (a.Act is not ("CONSULT" or "AGREE") && (a.Mode is null || b.Mode is null));
    }

    /// <summary>Days that can be one: near each other, or not both known.</summary>
    private static bool Together(Claim a, Claim b, int slack) => !a.When.IsKnown || !b.When.IsKnown || a.When.Near(b.When, slack);

    private static bool ShareStates(Claim a, Claim b) => ClaimClusters.SharesParties(a.States, b.States) || (a.States.Count > 0 && b.States.Count > 0 && (a.States.All(s => b.States.Contains(s, StringComparer.Ordinal)) || b.States.All(s => a.States.Contains(s, StringComparer.Ordinal))));

    private static HashSet<string> Persons(Claim c) => c.Actors.Where(a => a.Type == "person").Select(a => a.Id).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> SpeakersStates(Claim.Statement s) => s.Actors.Where(a => s.Speakers.Contains(a.Label, StringComparer.Ordinal)).Select(a => a.State).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> SourceStates(Claim c) => c.Actors.Where(a => a.Role is "source" or "speaker").Select(a => a.State).ToHashSet(StringComparer.Ordinal);

    // ── words ───────────────────────────────────────────────────────────────

    private void Weigh(IEnumerable<Claim> claims)
    {
        _terms.Clear();
        _held = [];
        _texts = 0;
        foreach (var text in claims.Select(c => c.Evidence.Quote).Distinct(StringComparer.Ordinal))
        {
            _texts++;
            foreach (var stem in StoryTerms.Stems(text).Select(w => StoryTerms.Hash(Root(w))).Distinct())
            {
                _held[stem] = _held.GetValueOrDefault(stem) + 1;
            }
        }
    }

    /// <summary>Words by which outlets tell the same thing differently, and what is formed from one word: "consult", "consultations".</summary>
    private static readonly Dictionary<string, string> Alike = new[]
    {
        "agreement accord deal pact treaty bargain compact arrangement settlement", "restore resume reestablish renew revive normalise normalize activate", "open reopen", "embassy embassies mission consulate legation", "halt stop suspend freeze cease discontinue",
        "troop soldier force forces servicemen", "pay contribute bear", "buy purchase acquire procure", "withdraw pull remove", "hold conduct stage", "create establish set form found", "increase expand boost raise strengthen deepen enhance", "ambassador envoy",
        "talk meeting consultation negotiation discussion dialogue", "vehicle car", "visit trip", "drill exercise manoeuvre maneuver", "warship ship vessel", "plane aircraft jet", "attack strike raid assault", "accept adopt approve endorse", "send dispatch deploy", "end finish conclude", "war conflict", "ally allies alliance", "implement carry fulfil fulfill",
    }.SelectMany(set => set.Split(' ').Select(w => (Word: StoryTerms.Stems(w).First(), Set: set))).DistinctBy(x => x.Word).ToDictionary(x => x.Word, x => x.Set, StringComparer.Ordinal);

    private static string Root(string stem) => Alike.TryGetValue(stem, out var set) ? set : stem.Length > 6 ? stem[..6] : stem;

    /// <summary>The cosine of two texts' words, each weighted by how rare it is in news and in this story.</summary>
    private double Likeness(string a, string b)
    {
        var (x, y) = (TermsOf(a), TermsOf(b));
        double sum = 0;
        foreach (var (stem, weight) in x)
        {
            sum += weight * y.GetValueOrDefault(stem);
        }

        return sum;
    }

    private Dictionary<ulong, double> TermsOf(string text)
    {
        if (_terms.TryGetValue(text, out var known))
        {
            return known;
        }

        // In the order of the words, so that sums come out the same everywhere.
        var terms = new Dictionary<ulong, double>();
        foreach (var stem in StoryTerms.Stems(text).Where(w => !TextOverlap.IsGrammar(w)))
        {
            var root = StoryTerms.Hash(Root(stem));
            terms[root] = Math.Max(terms.GetValueOrDefault(root), Math.Max(0, _rarity.Rarity(_rarity.Documents(StoryTerms.Hash(stem)))) * Math.Log(1 + ((double)_texts / Math.Max(1, _held.GetValueOrDefault(root)))));
        }

        var length = Math.Sqrt(terms.Values.Sum(w => w * w));
        foreach (var stem in terms.Keys.ToList())
        {
            terms[stem] = length > 0 ? terms[stem] / length : 0;
        }

        return _terms[text] = terms;
    }
}
