namespace Entente.Record;

/// <summary>Which claims of many reports are one: the same act, words, undertaking, affirmation, relation or appointment.</summary>
/// <remarks>
/// Claims are compared inside blocks (kind, act or mechanism), and there only where their days, their words or their texts can be the same, so that the
/// work grows with what is alike and not with the square of all. Clusters are the connected claims: the set of claims alone decides.
/// </remarks>
internal sealed class ClaimClusters(IReadOnlyDictionary<string, string> copies)
{
    /// <summary>Mechanisms of which two states seldom have two undertakings in hand at once.</summary>
    public static readonly HashSet<string> NarrowMechanisms = new(StringComparer.Ordinal) { "command-and-control", "air-and-missile-defence", "arms-production", "arms-transfer", "cost-sharing", "intelligence-sharing", "visiting-forces", "non-proliferation", "extended-deterrence" };

    /// <summary>A time wider than this many days says nothing of which happening is meant.</summary>
    private const int Vague = 35;

    /// <summary>Reports differ by so many days on when something was undertaken or affirmed.</summary>
    private const int Slack = 3;

    private readonly Dictionary<string, HashSet<string>> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<ulong>> _shingles = new(StringComparer.Ordinal);

    /// <param name="claims">In canonical order.</param>
    public List<List<Claim>> Of(IEnumerable<Claim> claims)
    {
        var groups = new List<List<Claim>>();
        foreach (var block in claims.GroupBy(BlockOf, StringComparer.Ordinal).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            var members = block.ToList();
            var parent = Enumerable.Range(0, members.Count).ToArray();
            int Find(int i) => parent[i] == i ? i : parent[i] = Find(parent[i]);
            foreach (var (a, b) in Candidates(members))
            {
                var (i, j) = (Math.Min(a, b), Math.Max(a, b));
                if (Find(i) != Find(j) && Same(members[i], members[j]))
                {
                    parent[Find(j)] = Find(i);
                }
            }

            groups.AddRange(members.Select((m, i) => (m, root: Find(i))).GroupBy(x => x.root).Select(g => g.Select(x => x.m).ToList()));

            // What was made of texts serves one block only.
            _words.Clear();
            _shingles.Clear();
        }

        return groups;
    }

    public static bool SharesParties(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var shared = a.Intersect(b, StringComparer.Ordinal).Count();
        return shared > 0 && shared >= Math.Min(2, Math.Min(a.Count, b.Count));
    }

    /// <summary>Every pair that <see cref="Same"/> can hold of, some of them twice.</summary>
    private IEnumerable<(int A, int B)> Candidates(List<Claim> members)
    {
        var pairs = members[0] switch
        {
            Claim.Event => WithinDays(members, 0),
            Claim.Commitment or Claim.Affirmation => WithinDays(members, Slack),
            Claim.Statement => SharingWords(members),
            _ => Pairs([.. Enumerable.Range(0, members.Count)]),
        };
        return pairs.Concat(Enumerable.Range(0, members.Count).GroupBy(i => Root(members[i]), StringComparer.Ordinal).SelectMany(family => Pairs([.. family])));
    }

    private static IEnumerable<(int A, int B)> Pairs(List<int> of) => of.SelectMany((a, n) => of.Skip(n + 1).Select(b => (a, b)));

    private static IEnumerable<(int A, int B)> WithinDays(List<Claim> members, int slack)
    {
        var dated = Enumerable.Range(0, members.Count).Where(i => members[i].When is { IsKnown: true, Days: <= Vague }).OrderBy(i => members[i].When.Start).ThenBy(i => i).ToList();
        for (var n = 0; n < dated.Count; n++)
        {
            var last = members[dated[n]].When.End!.Value.PlusDays(slack);
            for (var k = n + 1; k < dated.Count && members[dated[k]].When.Start <= last; k++)
            {
                yield return (dated[n], dated[k]);
            }
        }
    }

    private IEnumerable<(int A, int B)> SharingWords(List<Claim> members)
    {
        var holders = new Dictionary<ulong, List<int>>();
        for (var i = 0; i < members.Count; i++)
        {
            var met = new HashSet<int>();
            foreach (var shingle in Shingles(((Claim.Statement)members[i]).Text))
            {
                var list = holders.TryGetValue(shingle, out var known) ? known : holders[shingle] = [];
                met.UnionWith(list);
                list.Add(i);
            }

            foreach (var other in met)
            {
                yield return (other, i);
            }
        }
    }

    private static string BlockOf(Claim c) => c switch
    {
        Claim.Event e => "event|" + e.Act,
        Claim.Statement s => "statement|" + string.Join(",", s.Speakers.Order(StringComparer.Ordinal)),
        Claim.Commitment m => "commitment|" + m.Mechanism,
        Claim.Affirmation a => "affirmation|" + a.Instrument + "|" + a.Covers,
        Claim.Relation r => "relation|" + r.Verb + "|" + r.Subject + "|" + r.Object,
        Claim.Tenure t => "tenure|" + t.Person + "|" + t.Office,
        _ => c.Kind,
    };

    private bool Same(Claim a, Claim b)
    {
        var sameReport = a.Evidence.Report == b.Evidence.Report;
        // What a copy says in the original's words is the original's claim.
        if (!sameReport && Root(a) == Root(b)
            && Similarity(a.Evidence.Quote, b.Evidence.Quote) >= 0.75 && Alike(a, b))
        {
            return true;
        }

        // One report tells of one thing again in much the same words.
        if (sameReport && (a, b) is (Claim.Event, Claim.Event) or (Claim.Commitment, Claim.Commitment) && a.When == b.When && a.States.SequenceEqual(b.States, StringComparer.Ordinal) && (a is not Claim.Event || a.Evidence.Start != b.Evidence.Start) && Alike(a, b) && Similarity(a.Evidence.Quote, b.Evidence.Quote) >= 0.5)
        {
            return true;
        }

        switch (a, b)
        {
            case (Claim.Event x, Claim.Event y):
                return SameEvent(x, y, sameReport);
            case (Claim.Statement x, Claim.Statement y):
                if (sameReport)
                {
                    return false;
                }

                var (sx, sy) = (Shingles(x.Text), Shingles(y.Text));
                return Math.Min(sx.Count, sy.Count) >= 2 && TextOverlap.Containment(sx, sy) >= 0.5;
            case (Claim.Commitment x, Claim.Commitment y):
                if (!SharesParties(x.States, y.States) || x.When.Days > Vague || y.When.Days > Vague || !x.When.Near(y.When, 3) || (sameReport && x.Evidence.Start != y.Evidence.Start && Similarity(x.Object, y.Object) < 0.6))
                {
                    return false;
                }

                return Similarity(x.Object, y.Object) >= (sameReport ? 0.6 : NarrowMechanisms.Contains(x.Mechanism!) && x.When == y.When with { Basis = x.When.Basis } ? 0.15 : 0.25);
            case (Claim.Affirmation x, Claim.Affirmation y):
                return x.When.Days <= Vague && y.When.Days <= Vague && x.When.Near(y.When, 3) && (x.Provision == y.Provision || x.Provision == x.Instrument || y.Provision == y.Instrument) && x.States.Intersect(y.States, StringComparer.Ordinal).Any();
            case (Claim.Relation, Claim.Relation):
                return true;
            case (Claim.Tenure x, Claim.Tenure y):
                return x.Start.Overlaps(y.Start);
            default:
                return false;
        }
    }

    private bool Alike(Claim a, Claim b) => (a, b) switch
    {
        (Claim.Event x, Claim.Event y) => x.Mode == y.Mode && x.Format == y.Format && x.Status == y.Status && x.States.SequenceEqual(y.States, StringComparer.Ordinal),
        (Claim.Statement x, Claim.Statement y) => x.Form == y.Form && Similarity(x.Text, y.Text) >= 0.6,
        (Claim.Commitment x, Claim.Commitment y) => x.Action == y.Action && Similarity(x.Object, y.Object) >= 0.6,
        _ => true,
    };

    private bool SameEvent(Claim.Event x, Claim.Event y, bool sameReport)
    {
        // One occasion of agreeing is told as agreed and as announced.
        if (x.Act != y.Act || (x.Mode != y.Mode && x.Act is not "CONSULT" && !(x.Act == "AGREE" && x.Mode is null or "agree" or "announce" && y.Mode is null or "agree" or "announce")))
        {
            return false;
        }

        if (x.Act == "CONSULT" && ((x.Format == "call") != (y.Format == "call") && x.Format != "other" && y.Format != "other" || (x.Format == "press-conference") != (y.Format == "press-conference")))
        {
            return false;
        }

        if (x.Status is "denied" or "cancelled" or "postponed" != y.Status is "denied" or "cancelled" or "postponed")
        {
            return false;
        }

        // What was planned is what happened only where the days are the same.
        if ((x.Status is "planned" or "proposed") != (y.Status is "planned" or "proposed") && (x.When.Days != 1 || x.When.Start != y.When.Start))
        {
            return false;
        }

        // Two signatures of one day in one report are two, unless told in the same words.
        if (sameReport && x.Mode is "sign" or "approve" or "ratify" && x.Evidence.Start != y.Evidence.Start && Similarity(x.Evidence.Quote, y.Evidence.Quote) < 0.4)
        {
            return false;
        }

        // Without a day on both sides nothing says that it is the same happening.
        if (!x.When.IsKnown || !y.When.IsKnown || x.When.Days > Vague || y.When.Days > Vague || !x.When.Near(y.When, 0))
        {
            return false;
        }

        if (Math.Min(x.When.Days, y.When.Days) > 7)
        {
            return false;
        }

        var px = Persons(x);
        var py = Persons(y);
        if (px.Count > 0 && py.Count > 0)
        {
            var shared = px.Intersect(py, StringComparer.Ordinal).Count();
            // A call or meeting with one and a call with another are two: each side has somebody of a state that the other has not.
            if (x.Act == "CONSULT" && x.States.Except(y.States, StringComparer.Ordinal).Any() && y.States.Except(x.States, StringComparer.Ordinal).Any() && shared < 2)
            {
                return false;
            }

            return shared * 2 >= Math.Min(px.Count, py.Count) && shared > 0 && (SharesParties(x.States, y.States) || sameReport) && (x.Act == "CONSULT" || Compatible(x, y));
        }

        return x.States.SequenceEqual(y.States, StringComparer.Ordinal) && (x.Act is "CONSULT" or "AGREE" || Compatible(x, y));
    }

    private bool Compatible(Claim.Event x, Claim.Event y) => Similarity(x.Evidence.Quote, y.Evidence.Quote) >= 0.12 || x.Evidence.Report == y.Evidence.Report && x.Act == "AGREE";

    private static List<string> Persons(Claim c) => [.. c.Actors.Where(a => a.Type == "person").Select(a => a.Id)];

    private string Root(Claim c) => copies.GetValueOrDefault(c.Evidence.Report, c.Evidence.Report);

    private double Similarity(string a, string b) => TextOverlap.Similarity(Words(a), Words(b));

    private HashSet<string> Words(string text) => _words.TryGetValue(text, out var known) ? known : _words[text] = TextOverlap.ContentWords(text);

    private HashSet<ulong> Shingles(string text) => _shingles.TryGetValue(text, out var known) ? known : _shingles[text] = TextOverlap.Shingles(text, 4);
}
