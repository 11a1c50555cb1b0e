using NodaTime;

namespace Entente.Record.Stories;

/// <summary>Which reports carry another's words, and which tell of one happening. Both depend on the set of reports alone, never on their order.</summary>
internal sealed class ReportStories
{
    /// <summary>A report whose own day is known no closer than this counts as undated.</summary>
    private const int VagueDays = 40;

    /// <summary>Reports of one happening come within so many days of each other.</summary>
    private const int DaysTogether = 2;

    /// <summary>Words weigh more where both reports tell of the same newest act or carry one quotation, less where the newest acts of each lie days apart.</summary>
    private const double SameNews = 1.5, OtherNews = 0.5;

    /// <summary>How much a report without a day must share with a dated one to be its kin, and how near another day's may come.</summary>
    private const double Alike = 0.28, Rival = 0.85;

    /// <summary>A word that more texts hold leads nowhere; so many texts are compared with one without a day.</summary>
    private const int Common = 400, Compared = 40;

    private readonly List<Reading> _all;
    private readonly List<string> _bodies;
    private readonly Dictionary<string, string> _copies = new(StringComparer.Ordinal);
    private List<int>? _heads;
    private List<StoryTerms>? _terms;
    private List<(int A, int B, double Similarity)>? _pairs;

    /// <param name="all">Every reading, by the id of its report.</param>
    public ReportStories(List<Reading> all)
    {
        _all = all;
        _bodies = all.ConvertAll(r => Body(r.Report));

        // The first by time, then the more complete, then by id is the original; an undated repost of another's text comes after all of them.
        var order = Enumerable.Range(0, all.Count)
            .OrderBy(i => IsUndatedRepost(all[i].Report) ? 1 : 0)
            .ThenBy(i => all[i].Report.Published.Start ?? LocalDate.MaxIsoValue)
            .ThenByDescending(i => _bodies[i].Length)
            .ThenBy(i => i);
        var index = new NearDuplicates(int.MaxValue);
        foreach (var i in order)
        {
            if (index.Add(i, "", _bodies[i]) is [var (earlier, containment), ..] && containment >= NearDuplicates.Copy)
            {
                var original = all[earlier].Report.Id;
                _copies[all[i].Report.Id] = _copies.GetValueOrDefault(original, original);
            }
        }
    }

    /// <summary>For each copy the first text of the chain that it belongs to.</summary>
    public IReadOnlyDictionary<string, string> Copies => _copies;

    /// <summary>For each report the id of its story.</summary>
    /// <param name="happenings">Claims of one happening, or of one quotation, together.</param>
    public Dictionary<string, string> Group(TermWeights rarity, IReadOnlyList<IReadOnlyList<Claim>> happenings)
    {
        var news = News(happenings);
        var quoted = Groups(happenings, c => c is Claim.Statement);
        var shared = Groups(happenings.Select(h => h.Count > 1 ? h : []), c => c is Claim.Event or Claim.Commitment);
        var (heads, terms) = Heads(rarity);
        var edges = Pairs(rarity).Concat(Undated()).Select(p => (p.A, p.B, Similarity: p.Similarity * Bearing(_all[heads[p.A]].Report, _all[heads[p.B]].Report))).Where(e => e.Similarity > StoryClusters.Floor).Order().ToList();
        var groups = StoryClusters.Group(terms, edges);
        var storyOf = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var h = 0; h < heads.Count; h++)
        {
            storyOf[_all[heads[h]].Report.Id] = "st-" + Hash.Of("story", _all[heads[groups[h]]].Report.Id);
        }

        foreach (var (copy, original) in _copies)
        {
            storyOf[copy] = storyOf[original];
        }

        return storyOf;

        // A text without a day stands beside those alone with which it shares what it tells.
        IEnumerable<(int A, int B, double Similarity)> Undated()
        {
            var place = heads.Select((n, h) => (_all[n].Report.Id, h)).ToDictionary(x => x.Id, x => x.h, StringComparer.Ordinal);
            return happenings.Where(g => g.Count > 1).SelectMany(g =>
            {
                var tell = g.Select(c => c.Evidence.Report).Distinct(StringComparer.Ordinal).Where(place.ContainsKey).Select(r => place[r]).Order().ToList();
                return tell.SelectMany((a, n) => tell.Skip(n + 1).Select(b => (a, b))).Where(p => !IsDated(_all[heads[p.a]].Report) || !IsDated(_all[heads[p.b]].Report));
            }).Distinct().Select(p => (p.a, p.b, terms[p.b].Similarity(terms[p.a])));
        }

        double Bearing(Report a, Report b)
        {
            var dated = IsDated(a) && IsDated(b);

            var told = news.TryGetValue(a.Id, out var x) & news.TryGetValue(b.Id, out var y);
            var same = told && x.Happenings.Overlaps(y.Happenings) || quoted.TryGetValue(a.Id, out var p) && quoted.TryGetValue(b.Id, out var q) && p.Overlaps(q);
            // Two state visits of one pair read alike: words alone do not place a report without a day, but anything told by both does.
            same |= !dated && shared.TryGetValue(a.Id, out var m) && shared.TryGetValue(b.Id, out var n) && m.Overlaps(n);
            return same ? SameNews : !dated ? 0 : told && Math.Abs(Period.DaysBetween(x.Day, y.Day)) > 1 ? OtherNews : 1;
        }
    }

    /// <summary>For a report without a day the dated report that it reads most like, where no other day's comes near: they may tell of one thing, which what they tell must bear out.</summary>
    public Dictionary<string, string> Kin(TermWeights rarity)
    {
        var (heads, terms) = Heads(rarity);
        bool Dated(int h) => IsDated(_all[heads[h]].Report);
        if (Enumerable.Range(0, heads.Count).All(Dated))
        {
            return [];
        }

        // Only those that share two of the words that weigh most in both are read side by side.
        var holders = new Dictionary<ulong, List<int>>();
        foreach (var h in Enumerable.Range(0, heads.Count).Where(Dated))
        {
            foreach (var term in Heaviest(terms[h]))
            {
                (holders.TryGetValue(term, out var list) ? list : holders[term] = []).Add(h);
            }
        }

        var alike = Enumerable.Range(0, heads.Count).Where(h => !Dated(h)).SelectMany(h => Heaviest(terms[h]).SelectMany(t => holders.TryGetValue(t, out var list) && list.Count <= Common ? list : []).GroupBy(o => o).Where(g => g.Count() > 1)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(Compared).Where(g => CanBe(_all[heads[h]].Report.Published, _all[heads[g.Key]].Report.Published)).Select(g => (Undated: h, Other: g.Key, Similarity: terms[h].Similarity(terms[g.Key]))))
            .GroupBy(e => e.Undated);
        var kin = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in alike)
        {
            var best = one.OrderByDescending(e => e.Similarity).ThenBy(e => e.Other).First();
            var rival = one.Where(e => !_all[heads[e.Other]].Report.Published.Near(_all[heads[best.Other]].Report.Published, StoryClusters.DaysTogether)).Select(e => e.Similarity).DefaultIfEmpty(0).Max();
            if (best.Similarity >= Alike && rival <= Rival * best.Similarity)
            {
                kin[_all[heads[one.Key]].Report.Id] = _all[heads[best.Other]].Report.Id;
            }
        }

        return kin;

        static IEnumerable<ulong> Heaviest(StoryTerms of) => Enumerable.Range(0, of.Terms.Length).OrderByDescending(k => of.Weights[k]).ThenBy(k => of.Terms[k]).Take(12).Select(k => of.Terms[k]);

        // A repost comes with or after what it tells again.
        static bool CanBe(When a, When b) => !a.IsKnown || !b.IsKnown || a.Overlaps(b) || (a.Days > VagueDays ? a.End > b.Start : b.End > a.Start);
    }

    private static bool IsDated(Report report) => report.Published.Days <= VagueDays;

    /// <summary>Every two dated texts that may be one story by their days, with what their words have in common; looked up once, weighed as often as more is known of them.</summary>
    private List<(int A, int B, double Similarity)> Pairs(TermWeights rarity)
    {
        var (heads, terms) = Heads(rarity);
        return _pairs ??= StoryClusters.Edges(terms, h => Span(_all[heads[h]].Report.Published), (a, b) => _all[heads[a]].Report is var x && _all[heads[b]].Report is var y && IsDated(x) && IsDated(y) && x.Published.Near(y.Published, DaysTogether) ? SameNews : 0).ConvertAll(e => (e.A, e.B, e.Similarity / SameNews));
    }

    private (List<int> Heads, List<StoryTerms> Terms) Heads(TermWeights rarity)
    {
        _heads ??= [.. Enumerable.Range(0, _all.Count).Where(i => !_copies.ContainsKey(_all[i].Report.Id))];
        return (_heads, _terms ??= _heads.ConvertAll(i => StoryTerms.Of(TitleOutsideBody(i), _bodies[i], rarity)));
    }

    /// <summary>In whole days since 1970, to the last day on which another report of the happening can begin.</summary>
    private static (int From, int To)? Span(When published) => published.Days <= VagueDays ? ((int)Asking.ItemNumber.Day(published.Start!.Value), (int)Asking.ItemNumber.Day(published.End!.Value) + DaysTogether) : null;

    /// <summary>For each report the happenings of the newest day of which it tells.</summary>
    private static Dictionary<string, (LocalDate Day, HashSet<int> Happenings)> News(IEnumerable<IReadOnlyList<Claim>> happenings)
    {
        var newest = new Dictionary<string, (LocalDate Day, HashSet<int> Happenings)>(StringComparer.Ordinal);
        foreach (var (claims, n) in happenings.Select((h, n) => (h, n)))
        {
            foreach (var claim in claims.OfType<Claim.Event>().Where(e => e.When.Days == 1 && e.Status is "occurred" or "ongoing"))
            {
                var (report, day) = (claim.Evidence.Report, claim.When.Start!.Value);
                if (!newest.TryGetValue(report, out var known) || known.Day < day)
                {
                    newest[report] = known = (day, []);
                }

                if (known.Day == day)
                {
                    known.Happenings.Add(n);
                }
            }
        }

        return newest;
    }

    private string TitleOutsideBody(int i) => _all[i].Report.Title is { } title && !_bodies[i].Contains(title, StringComparison.Ordinal) ? title : "";

    /// <summary>For each report which of the groups hold a claim of it, of the wanted kinds.</summary>
    private static Dictionary<string, HashSet<int>> Groups(IEnumerable<IReadOnlyList<Claim>> happenings, Func<Claim, bool> wanted) => happenings
        .SelectMany((claims, n) => claims.Where(wanted).Select(c => (c.Evidence.Report, n)))
        .GroupBy(x => x.Report, x => x.n, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.ToHashSet(), StringComparer.Ordinal);

    private static bool IsUndatedRepost(Report report) => report.Flags.Contains("undated") && report.Origins.Any(o => o.Scope == "whole" && o.Kind != "official");

    private static string Body(Report report)
    {
        if (report.Removed.Count == 0)
        {
            return report.Text;
        }

        var builder = new System.Text.StringBuilder(report.Text.Length);
        var at = 0;
        foreach (var r in report.Removed.OrderBy(r => r.Start))
        {
            if (r.Start > at)
            {
                builder.Append(report.Text, at, r.Start - at).Append('\n');
            }

            at = Math.Max(at, r.End);
        }

        return builder.Append(report.Text, at, report.Text.Length - at).ToString();
    }
}
