using NodaTime;

namespace Entente.Record;

/// <summary>Folds what many reports claim into items: deterministic, indifferent to the order in which reports arrive.</summary>
/// <remarks>Claims are compared only inside blocks (kind, act or mechanism, states); each block is clustered from scratch in canonical order.</remarks>
public static class Reconciler
{
    private static readonly HashSet<string> NarrowMechanisms = new(StringComparer.Ordinal) { "command-and-control", "air-and-missile-defence", "arms-production", "arms-transfer", "cost-sharing", "intelligence-sharing", "visiting-forces", "non-proliferation", "extended-deterrence" };

    public static Settled Settle(IEnumerable<Reading> readings)
    {
        var all = readings.OrderBy(r => r.Report.Id, StringComparer.Ordinal).ToList();
        var reports = all.Select(r => r.Report).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var claims = all.SelectMany(r => r.Claims).OrderBy(c => c.Evidence.Report, StringComparer.Ordinal).ThenBy(c => c.Evidence.Start).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();
        var copies = FindCopies(all);
        var groups = Cluster(claims, copies);
        var storyOf = FindStories(all, copies, groups, out var stories);
        var origins = new OriginGroups(all.Select(r => r.Report), copies, storyOf);
        var items = groups.Select(g => MakeItem(g, reports, storyOf, origins)).OrderBy(i => i.Id, StringComparer.Ordinal).ToList();
        items = Thread(items);
        var conflicts = FindConflicts(items, reports, storyOf, origins);
        stories = [.. stories.Select(s => s with { Origins = s.Reports.Select(origins.Of).Distinct(StringComparer.Ordinal).Count() })];
        return new Settled([.. all.Select(r => r.Report)], items, stories, conflicts, storyOf, copies);
    }

    // ── copies ──────────────────────────────────────────────────────────────

    private static Dictionary<string, string> FindCopies(List<Reading> all)
    {
        var shingles = all.ToDictionary(r => r.Report.Id, r => TextOverlap.Shingles(Body(r.Report)), StringComparer.Ordinal);
        var index = new Dictionary<ulong, List<string>>();
        var shared = new Dictionary<(string, string), int>();
        foreach (var (id, set) in shingles.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            foreach (var h in set)
            {
                var list = index.TryGetValue(h, out var known) ? known : index[h] = [];
                foreach (var other in list)
                {
                    shared[(other, id)] = shared.GetValueOrDefault((other, id)) + 1;
                }

                list.Add(id);
            }
        }

        var reports = all.ToDictionary(r => r.Report.Id, r => r.Report, StringComparer.Ordinal);
        var copyOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ((a, b), n) in shared.OrderBy(p => p.Key.Item1, StringComparer.Ordinal).ThenBy(p => p.Key.Item2, StringComparer.Ordinal))
        {
            var smaller = Math.Min(shingles[a].Count, shingles[b].Count);
            if (smaller >= 8 && n >= 0.5 * smaller)
            {
                // The first by time, then the more complete, then by id is the original.
                var original = new[] { a, b }.OrderBy(x => reports[x].Origins.Any(o => o.Scope == "whole" && o.Kind != "official") && reports[x].Flags.Contains("undated") ? 1 : 0).ThenBy(x => reports[x].Published.Start ?? LocalDate.MaxIsoValue).ThenByDescending(x => shingles[x].Count).ThenBy(x => x, StringComparer.Ordinal).First();
                copyOf.TryAdd(original == a ? b : a, original);
            }
        }

        foreach (var copy in copyOf.Keys.ToList())
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { copy };
            var root = copyOf[copy];
            while (copyOf.TryGetValue(root, out var further) && seen.Add(root))
            {
                root = further;
            }

            copyOf[copy] = root;
        }

        return copyOf.Where(c => c.Key != c.Value).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
    }

    private static string Body(Report report)
    {
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

    /// <summary>Which reports rest on the same words: copies, and texts that one agency wrote for all of them.</summary>
    private sealed class OriginGroups
    {
        private readonly Dictionary<string, string> _group = new(StringComparer.Ordinal);

        public OriginGroups(IEnumerable<Report> reports, Dictionary<string, string> copies, Dictionary<string, string> storyOf)
        {
            foreach (var r in reports)
            {
                var root = copies.GetValueOrDefault(r.Id, r.Id);
                _group[r.Id] = root;
            }

            // Siblings of one wire text in one story count once.
            foreach (var wire in reports.SelectMany(r => r.Origins.Where(o => o.Scope == "whole" && o.Kind is "wire" or "outlet").Select(o => (r.Id, o.Name))).GroupBy(x => (x.Name, storyOf.GetValueOrDefault(x.Id))))
            {
                var ids = wire.Select(w => _group[w.Id]).Order(StringComparer.Ordinal).ToList();
                foreach (var id in _group.Keys.ToList().Where(k => ids.Contains(_group[k])))
                {
                    _group[id] = ids[0];
                }
            }
        }

        public string Of(string report) => _group.GetValueOrDefault(report, report);
    }

    // ── items ───────────────────────────────────────────────────────────────

    private static List<List<Claim>> Cluster(List<Claim> claims, Dictionary<string, string> copies)
    {
        var groups = new List<List<Claim>>();
        foreach (var block in claims.GroupBy(BlockOf, StringComparer.Ordinal).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            var members = block.ToList();
            var parent = Enumerable.Range(0, members.Count).ToArray();
            int Find(int i) => parent[i] == i ? i : parent[i] = Find(parent[i]);
            for (var i = 0; i < members.Count; i++)
            {
                for (var j = i + 1; j < members.Count; j++)
                {
                    if (Find(i) != Find(j) && Same(members[i], members[j], copies))
                    {
                        parent[Find(j)] = Find(i);
                    }
                }
            }

            groups.AddRange(members.Select((m, i) => (m, root: Find(i))).GroupBy(x => x.root).Select(g => g.Select(x => x.m).ToList()));
        }

        return groups;
    }

    private static string BlockOf(Claim c) => c switch
    {
        Claim.Event e => "event|" + e.Act,
        Claim.Statement s => "statement|" + string.Join(",", s.Speakers),
        Claim.Commitment m => "commitment|" + m.Mechanism,
        Claim.Affirmation a => "affirmation|" + a.Instrument + "|" + a.Covers,
        Claim.Relation r => "relation|" + r.Verb + "|" + r.Subject + "|" + r.Object,
        Claim.Tenure t => "tenure|" + t.Person + "|" + t.Office,
        _ => c.Kind,
    };

    private static bool Same(Claim a, Claim b, Dictionary<string, string> copies)
    {
        var sameReport = a.Evidence.Report == b.Evidence.Report;
        // What a copy says in the original's words is the original's claim.
        if (!sameReport && copies.GetValueOrDefault(a.Evidence.Report, a.Evidence.Report) == copies.GetValueOrDefault(b.Evidence.Report, b.Evidence.Report)
            && TextOverlap.Similarity(TextOverlap.ContentWords(a.Evidence.Quote), TextOverlap.ContentWords(b.Evidence.Quote)) >= 0.75 && Alike(a, b))
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

                var (sx, sy) = (TextOverlap.Shingles(x.Text, 4), TextOverlap.Shingles(y.Text, 4));
                return Math.Min(sx.Count, sy.Count) >= 2 && TextOverlap.Containment(sx, sy) >= 0.5;
            case (Claim.Commitment x, Claim.Commitment y):
                if (!SharesParties(x.States, y.States) || x.When.Days > 35 || y.When.Days > 35 || !Near(x.When, y.When, 3) || (sameReport && x.Evidence.Start != y.Evidence.Start && TextOverlap.Similarity(TextOverlap.ContentWords(x.Object), TextOverlap.ContentWords(y.Object)) < 0.6))
                {
                    return false;
                }

                return TextOverlap.Similarity(TextOverlap.ContentWords(x.Object), TextOverlap.ContentWords(y.Object)) >= (sameReport ? 0.6 : NarrowMechanisms.Contains(x.Mechanism!) && x.When == y.When with { Basis = x.When.Basis } ? 0.15 : 0.25);
            case (Claim.Affirmation x, Claim.Affirmation y):
                return x.When.Days <= 35 && y.When.Days <= 35 && Near(x.When, y.When, 3) && (x.Provision == y.Provision || x.Provision == x.Instrument || y.Provision == y.Instrument) && x.States.Intersect(y.States, StringComparer.Ordinal).Any();
            case (Claim.Relation, Claim.Relation):
                return true;
            case (Claim.Tenure x, Claim.Tenure y):
                return x.Start.Overlaps(y.Start);
            default:
                return false;
        }
    }

    private static bool Alike(Claim a, Claim b) => (a, b) switch
    {
        (Claim.Event x, Claim.Event y) => x.Mode == y.Mode && x.Format == y.Format && x.Status == y.Status && x.States.SequenceEqual(y.States, StringComparer.Ordinal),
        (Claim.Statement x, Claim.Statement y) => x.Form == y.Form && TextOverlap.Similarity(TextOverlap.ContentWords(x.Text), TextOverlap.ContentWords(y.Text)) >= 0.6,
        (Claim.Commitment x, Claim.Commitment y) => x.Action == y.Action && TextOverlap.Similarity(TextOverlap.ContentWords(x.Object), TextOverlap.ContentWords(y.Object)) >= 0.6,
        _ => true,
    };

    private static bool SameEvent(Claim.Event x, Claim.Event y, bool sameReport)
    {
        if (x.Act != y.Act || (x.Mode != y.Mode && x.Act is not "CONSULT"))
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
        if (sameReport && x.Mode is "sign" or "approve" or "ratify" && x.Evidence.Start != y.Evidence.Start && TextOverlap.Similarity(TextOverlap.ContentWords(x.Evidence.Quote), TextOverlap.ContentWords(y.Evidence.Quote)) < 0.4)
        {
            return false;
        }

        // Without a day on both sides nothing says that it is the same happening.
        if (!x.When.IsKnown || !y.When.IsKnown || x.When.Days > 35 || y.When.Days > 35 || !Near(x.When, y.When, 0))
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
            return shared * 2 >= Math.Min(px.Count, py.Count) && shared > 0 && (SharesParties(x.States, y.States) || sameReport) && (x.Act == "CONSULT" || Compatible(x, y));
        }

        return x.States.SequenceEqual(y.States, StringComparer.Ordinal) && (x.Act is "CONSULT" or "AGREE" || Compatible(x, y));
    }

    private static bool Compatible(Claim.Event x, Claim.Event y) => TextOverlap.Similarity(TextOverlap.ContentWords(x.Evidence.Quote), TextOverlap.ContentWords(y.Evidence.Quote)) >= 0.12 || x.Evidence.Report == y.Evidence.Report && x.Act == "AGREE";

    private static List<string> Persons(Claim c) => [.. c.Actors.Where(a => a.Type == "person").Select(a => a.Id)];

    private static bool SharesParties(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var shared = a.Intersect(b, StringComparer.Ordinal).Count();
        return shared > 0 && shared >= Math.Min(2, Math.Min(a.Count, b.Count));
    }

    private static bool Near(When a, When b, int days) => a.IsKnown && b.IsKnown && a.Start <= b.End!.Value.PlusDays(days) && b.Start <= a.End!.Value.PlusDays(days);

    private static Item MakeItem(List<Claim> members, Dictionary<string, Report> reports, Dictionary<string, string> storyOf, OriginGroups origins)
    {
        // The face is the member that says most: most actors, the sharpest date, an event that happened over one planned.
        var face = members.OrderByDescending(m => m is Claim.Event { Status: "occurred" } ? 2 : m is Claim.Event { Status: "ongoing" } ? 1 : 0).ThenBy(m => m is Claim.Event { Format: "other" or "press-conference" or "multilateral" } ? 1 : 0).ThenByDescending(m => m.Actors.Count(a => a.Type == "person")).ThenBy(m => m.When.Days).ThenByDescending(m => m.Actors.Count).ThenByDescending(m => m.Confidence).ThenBy(m => m.Id, StringComparer.Ordinal).First();
        var actors = new List<Actor>(face.Actors);
        if (face is Claim.Event)
        {
            foreach (var a in members.SelectMany(m => m.Actors).Where(a => a.Type == "person" && !actors.Exists(x => x.Id == a.Id)))
            {
                actors.Add(a);
            }

            face = face with { Actors = actors, States = [.. members.SelectMany(m => m.States).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], Place = members.Select(m => m.Place).OfType<PlaceRef>().Prepend(face.Place).OfType<PlaceRef>().OrderBy(p => p.Id.StartsWith("state/", StringComparison.Ordinal) ? 1 : 0).FirstOrDefault() };
        }
        else if (face is Claim.Affirmation affirmation && members.OfType<Claim.Affirmation>().FirstOrDefault(m => m.Provision != m.Instrument) is { } precise)
        {
            face = affirmation with { Provision = precise.Provision };
        }

        var ids = members.Select(m => m.Evidence.Report).Distinct(StringComparer.Ordinal).ToList();
        var known = ids.Select(r => reports[r].KnownBy).Where(d => d is not null).Select(d => d!.Value).Order().ToList();
        var groups = ids.Select(origins.Of).Distinct(StringComparer.Ordinal).Count();
        var history = members.Where(m => m is Claim.Commitment or Claim.Event).OrderBy(m => m.When.Start ?? LocalDate.MaxIsoValue).ThenBy(m => m.Id, StringComparer.Ordinal).Select(m => new Step(m is Claim.Commitment c ? c.Status : ((Claim.Event)m).Status, m.When, m.Evidence)).DistinctBy(h => h.Status).ToList();
        var sides = members.Select(m => m.Evidence.AccordingTo).Where(a => a is not null).Select(a => a!).Concat(ids.SelectMany(r => reports[r].Origins.Where(o => o.Kind == "official").Select(o => o.Name))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new Item
        {
            Id = face.Kind[..2] + "-" + members.Select(m => m.Id).Min(StringComparer.Ordinal)![4..],
            Face = face,
            Members = members,
            Known = new Known(known.Count > 0 ? known[0] : null, known.Count > 0 ? known[^1] : null),
            Reports = ids.Count,
            Origins = groups,
            Sides = sides,
            Story = storyOf.GetValueOrDefault(face.Evidence.Report),
            History = history.Count > 1 || face is Claim.Commitment ? history : [],
            // Each further independent origin halves the doubt that is left.
            Confidence = Math.Round(1 - (1 - face.Confidence) / (1 << Math.Min(groups - 1, 3)), 2),
        };
    }

    /// <summary>Joins commitments that are one undertaking moving on: same parties and mechanism, and words in common where the mechanism is wide.</summary>
    private static List<Item> Thread(List<Item> items)
    {
        var commitments = items.Where(i => i.Face is Claim.Commitment).ToList();
        var parent = commitments.ToDictionary(i => i.Id, i => i.Id, StringComparer.Ordinal);
        string Find(string i)
        {
            while (parent[i] != i)
            {
                i = parent[i];
            }

            return i;
        }

        for (var i = 0; i < commitments.Count; i++)
        {
            for (var j = i + 1; j < commitments.Count; j++)
            {
                var (a, b) = ((Claim.Commitment)commitments[i].Face, (Claim.Commitment)commitments[j].Face);
                if (a.Mechanism != b.Mechanism || !SharesParties(a.States, b.States) || a.States.Count < 2 != b.States.Count < 2 && a.Mechanism is "other" or "diplomacy")
                {
                    continue;
                }

                var overlap = TextOverlap.Similarity(TextOverlap.ContentWords(a.Object), TextOverlap.ContentWords(b.Object));
                var across = commitments[i].Members[0].Evidence.Report != commitments[j].Members[0].Evidence.Report;
                if (across && (overlap >= 0.3 || (NarrowMechanisms.Contains(a.Mechanism!) && a.States.Count(b.States.Contains) >= 2)) || (!across && overlap >= 0.5))
                {
                    var (x, y) = (Find(commitments[i].Id), Find(commitments[j].Id));
                    var (low, high) = string.CompareOrdinal(x, y) <= 0 ? (x, y) : (y, x);
                    parent[high] = low;
                }
            }
        }

        var sizes = commitments.GroupBy(i => Find(i.Id), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return [.. items.Select(i => i.Face is Claim.Commitment && sizes[Find(i.Id)] > 1 ? i with { Thread = "th-" + Find(i.Id)[3..] } : i)];
    }

    // ── stories ─────────────────────────────────────────────────────────────

    private static Dictionary<string, string> FindStories(List<Reading> all, Dictionary<string, string> copies, List<List<Claim>> groups, out List<Story> stories)
    {
        var parent = all.ToDictionary(r => r.Report.Id, r => r.Report.Id, StringComparer.Ordinal);
        string Find(string i)
        {
            while (parent[i] != i)
            {
                i = parent[i];
            }

            return i;
        }

        void Join(string a, string b)
        {
            var (x, y) = (Find(a), Find(b));
            var (low, high) = string.CompareOrdinal(x, y) <= 0 ? (x, y) : (y, x);
            parent[high] = low;
        }

        foreach (var (copy, original) in copies)
        {
            Join(copy, original);
        }

        // Reports published within days of each other that share a dated happening between the same parties, or most of their words.
        var shares = groups.Where(g => g[0] is Claim.Event or Claim.Affirmation).Select(g => g.Select(m => m.Evidence.Report).Distinct(StringComparer.Ordinal).ToList()).Where(g => g.Count > 1)
            .SelectMany(g => g.SelectMany((a, i) => g.Skip(i + 1).Select(b => (a, b)))).GroupBy(p => p).ToDictionary(p => p.Key, p => p.Count());
        var words = all.ToDictionary(r => r.Report.Id, r => TextOverlap.ContentWords(Body(r.Report)), StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
        {
            for (var j = i + 1; j < all.Count; j++)
            {
                var (a, b) = (all[i].Report, all[j].Report);
                if (!Near(a.Published, b.Published, 2) || a.Published.Days > 40 || b.Published.Days > 40)
                {
                    continue;
                }

                var shared = shares.GetValueOrDefault((a.Id, b.Id)) + shares.GetValueOrDefault((b.Id, a.Id));
                var similarity = TextOverlap.Similarity(words[a.Id], words[b.Id]);
                if (similarity >= 0.22 || (shared > 0 && similarity >= 0.12))
                {
                    Join(a.Id, b.Id);
                }
            }
        }

        var storyOf = all.ToDictionary(r => r.Report.Id, r => "st-" + Hash.Of("story", Find(r.Report.Id)), StringComparer.Ordinal);
        stories = [.. all.GroupBy(r => storyOf[r.Report.Id], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var reports = g.Select(r => r.Report).OrderBy(r => r.Published.Start ?? LocalDate.MaxIsoValue).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            var known = reports.Where(r => r.Published.IsKnown).Select(r => r.Published).ToList();
            var when = known.Count == 0 ? When.Unknown : known.OrderBy(w => w.Days).ThenBy(w => w.Start).First();
            var states = g.SelectMany(r => r.Claims).SelectMany(c => c.States).GroupBy(x => x, StringComparer.Ordinal).OrderByDescending(x => x.Count()).ThenBy(x => x.Key, StringComparer.Ordinal).Take(4).Select(x => x.Key).ToList();
            return new Story(g.Key, reports.Select(r => r.Title).FirstOrDefault(t => t is not null) ?? "(no title)", [.. reports.Select(r => r.Id)], when, states, 0, [.. g.SelectMany(r => r.Claims).Select(c => c.Mechanism).OfType<string>().GroupBy(m => m, StringComparer.Ordinal).OrderByDescending(m => m.Count()).ThenBy(m => m.Key, StringComparer.Ordinal).Take(3).Select(m => m.Key)]);
        })];
        return storyOf;
    }

    // ── conflicts ───────────────────────────────────────────────────────────

    private static List<Conflict> FindConflicts(List<Item> items, Dictionary<string, Report> reports, Dictionary<string, string> storyOf, OriginGroups origins)
    {
        var conflicts = new List<Conflict>();

        // Names that the knowledge files do not bear out, one conflict a person and story.
        var doubted = reports.Values.SelectMany(r => r.Doubts).GroupBy(x => (Story: storyOf[x.Evidence.Report], x.Doubt.Supported));
        foreach (var group in doubted.OrderBy(g => g.Key.Story, StringComparer.Ordinal).ThenBy(g => g.Key.Supported, StringComparer.Ordinal))
        {
            // It is about the act that the person has part in where the name is doubted; failing that, about the report.
            var item = items.Where(i => i.Members.Any(m => storyOf[m.Evidence.Report] == group.Key.Story && m.Actors.Any(a => a.Label == group.Key.Supported))).OrderBy(i => i.Members.Any(m => m.Doubts.Any(d => d.Supported == group.Key.Supported)) ? 0 : 1).ThenBy(i => i.Face.Kind == "event" ? 0 : 1).ThenBy(i => i.Id, StringComparer.Ordinal).FirstOrDefault();
            var about = item?.Id ?? group.Select(g => g.Evidence.Report).Min(StringComparer.Ordinal)!;
            var wrong = group.GroupBy(g => g.Doubt.Printed, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Value(g.Key, g.Select(x => x.Evidence.Report)));
            var right = items.SelectMany(i => i.Members).Where(m => storyOf[m.Evidence.Report] == group.Key.Story && m.Doubts.Count == 0 && m.Actors.Any(a => a.Label == group.Key.Supported) && !group.Any(g => g.Evidence.Report == m.Evidence.Report)).Select(m => m.Evidence.Report).Distinct(StringComparer.Ordinal).ToList();
            conflicts.Add(new Conflict("cf-" + Hash.Of(about, "actors", group.Key.Supported), about, "actors", [Value(group.Key.Supported, right), .. wrong], group.Key.Supported, "held the office on that day",
                [.. group.Select(g => g.Evidence).DistinctBy(e => (e.Report, e.Start, e.End)).OrderBy(e => e.Report, StringComparer.Ordinal).ThenBy(e => e.Start)], item?.Face.States ?? [], item?.Face.When ?? When.Unknown));
        }

        foreach (var item in items.Where(i => i.Members.Count > 1))
        {
            Disagree(item, "amount", m => (m as Claim.Commitment)?.Amount);
            Disagree(item, "quantity", m => (m as Claim.Commitment)?.Quantity?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (item.Face is Claim.Event)
            {
                Disagree(item, "when", m => m.When.Precision == Precision.Day ? m.When.ToString() : null);
                // A state and a city in it are one place told more or less closely.
                if (item.Members.Select(m => m.Place).OfType<PlaceRef>().All(p => !p.Id.StartsWith("state/", StringComparison.Ordinal)))
                {
                    Disagree(item, "place", m => m.Place?.Label);
                }
            }
        }

        return [.. conflicts.OrderBy(c => c.Id, StringComparer.Ordinal)];

        ConflictValue Value(string value, IEnumerable<string> ids)
        {
            var list = ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return new ConflictValue(value, list, list.Select(origins.Of).Distinct(StringComparer.Ordinal).Count());
        }

        void Disagree(Item item, string field, Func<Claim, string?> of)
        {
            var values = item.Members.Select(m => (Value: of(m), m.Evidence)).Where(v => v.Value is not null).GroupBy(v => v.Value!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            if (values.Count < 2 || values.SelectMany(v => v.Select(x => x.Evidence.Report)).Distinct(StringComparer.Ordinal).Count() < 2)
            {
                return;
            }

            var readings = values.Select(v => Value(v.Key, v.Select(x => x.Evidence.Report))).ToList();
            var most = readings.Max(r => r.Origins);
            var supported = readings.Count(r => r.Origins == most) == 1 ? readings.First(r => r.Origins == most).Value : null;
            conflicts.Add(new Conflict("cf-" + Hash.Of(item.Id, field), item.Id, field, readings, supported, supported is null ? "origins are even" : "most independent origins", [.. values.SelectMany(v => v.Select(x => x.Evidence))], item.Face.States, item.Face.When));
        }
    }
}
