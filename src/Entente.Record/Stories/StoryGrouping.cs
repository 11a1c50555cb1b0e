
namespace Entente.Record.Stories;

/// <summary>What is known of a report's story when it comes, and in the end.</summary>
/// <param name="DuplicateOf">The earlier text that it copies; null where it is none.</param>
/// <param name="Origin">The first text of the chain of copies that it belongs to: itself where it copies none.</param>
public sealed record Grouped(string Id, string Story, string? DuplicateOf, string Origin, IReadOnlyList<(string Id, double Containment)> Near);

/// <summary>
/// Groups reports as they come: copies by the words they carry, stories by what they are about. While reports come, each joins the story that it
/// is most like, as far as is known then; <see cref="Settled"/> gives the grouping in which the order of arrival plays no part.
/// </summary>
public sealed class StoryGrouping(TermWeights rarity)
{
    /// <summary>Containment from which a copy is the whole of what it copies.</summary>
    private const double Whole = 0.99;

    /// <summary>How many of a story's latest texts a new one is compared with.</summary>
    private const int Compared = 12;

    /// <summary>How many of a text's heaviest terms find the stories to compare with.</summary>
    private const int Probes = 16;

    /// <summary>A probe reaches back over so many latest texts that have the term.</summary>
    private const int Reach = 64;

    private readonly NearDuplicates _copies = new();
    private readonly List<Arrived> _all = [];
    private readonly Dictionary<ulong, List<int>> _byTerm = [];

    private sealed record Arrived(string Id, string Title, string Text, int? Day, StoryTerms Terms)
    {
        public int Story { get; set; }

        public int Origin { get; set; }

        public List<int> Members { get; } = [];
    }

    public Grouped Add(string id, string title, string text, int? day)
    {
        var at = _all.Count;
        var arrived = new Arrived(id, title, text, day, StoryTerms.Of(title, text, rarity));
        _all.Add(arrived);
        var near = _copies.Add(at, title, text);
        var copy = near.Count > 0 && near[0].Containment >= NearDuplicates.Copy ? near[0].Text : (int?)null;
        arrived.Origin = copy is { } c ? _all[c].Origin : at;
        arrived.Story = copy is { } of && near[0].Containment >= Whole ? _all[of].Story : Nearest(arrived) ?? at;
        _all[arrived.Story].Members.Add(at);
        foreach (var k in Heaviest(arrived.Terms))
        {
            (_byTerm.TryGetValue(arrived.Terms.Terms[k], out var list) ? list : _byTerm[arrived.Terms.Terms[k]] = []).Add(at);
        }

        return new Grouped(id, StoryId(_all[arrived.Story].Id), copy is { } d ? _all[d].Id : null, _all[arrived.Origin].Id, [.. near.Take(10).Select(n => (_all[n.Text].Id, n.Containment))]);
    }

    /// <summary>Every report in order of arrival, in the settled grouping.</summary>
    public IEnumerable<Grouped> Settled()
    {
        // Canonical order: by day, then by id, so that the set of reports alone decides.
        var order = Enumerable.Range(0, _all.Count).OrderBy(i => _all[i].Day ?? int.MinValue).ThenBy(i => _all[i].Id, StringComparer.Ordinal).ToList();
        var copies = new NearDuplicates(int.MaxValue);
        var near = new IReadOnlyList<(int Text, double Containment)>[_all.Count];
        var origin = new int[_all.Count];
        foreach (var i in order)
        {
            near[i] = copies.Add(i, _all[i].Title, _all[i].Text);
            origin[i] = near[i].Count > 0 && near[i][0].Containment >= NearDuplicates.Copy ? origin[near[i][0].Text] : i;
        }

        // A whole copy tells its origin's story; a text that took over only part of another may tell of something new.
        var told = new int[_all.Count];
        foreach (var i in order)
        {
            told[i] = near[i].Count > 0 && near[i][0].Containment >= Whole ? told[near[i][0].Text] : i;
        }

        var heads = order.Where(i => told[i] == i).ToList();
        var groups = StoryClusters.Group(heads.ConvertAll(i => _all[i].Terms), heads.ConvertAll(i => _all[i].Day));
        var story = new Dictionary<int, string>();
        for (var h = 0; h < heads.Count; h++)
        {
            story[heads[h]] = StoryId(_all[heads[groups[h]]].Id);
        }

        for (var i = 0; i < _all.Count; i++)
        {
            yield return new Grouped(_all[i].Id, story[told[i]], origin[i] == i ? null : _all[near[i][0].Text].Id, _all[origin[i]].Id, [.. near[i].Take(10).Select(n => (_all[n.Text].Id, n.Containment))]);
        }
    }

    private static string StoryId(string first) => "st-" + Hash.Of(first);

    private static IEnumerable<int> Heaviest(StoryTerms terms) => Enumerable.Range(0, terms.Terms.Length).OrderByDescending(k => terms.Weights[k]).ThenBy(k => terms.Terms[k]).Take(Probes);

    private int? Nearest(Arrived arrived)
    {
        var seen = new HashSet<int>();
        (double Similarity, int Story) best = (StoryClusters.Joined, -1);
        foreach (var k in Heaviest(arrived.Terms))
        {
            if (!_byTerm.TryGetValue(arrived.Terms.Terms[k], out var list))
            {
                continue;
            }

            for (var n = list.Count - 1; n >= Math.Max(0, list.Count - Reach); n--)
            {
                var story = _all[list[n]].Story;
                if (!seen.Add(story))
                {
                    continue;
                }

                var members = _all[story].Members;
                double sum = 0;
                var compared = 0;
                for (var m = members.Count - 1; m >= Math.Max(0, members.Count - Compared); m--)
                {
                    var other = _all[members[m]];
                    compared++;
                    if (!(arrived.Day is { } a && other.Day is { } b && Math.Abs(a - b) > StoryClusters.DaysTogether))
                    {
                        sum += arrived.Terms.Similarity(other.Terms);
                    }
                }

                if (sum / compared > best.Similarity)
                {
                    best = (sum / compared, story);
                }
            }
        }

        return best.Story >= 0 ? best.Story : null;
    }
}
