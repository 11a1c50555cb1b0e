using Entente.Record.Stories;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Entente.Record;

/// <summary>Folds what many reports claim into items: deterministic, indifferent to the order in which reports arrive.</summary>
public static partial class Reconciler
{
    /// <param name="rarity">How rare words are in news at large, by which stories are told apart.</param>
    /// <param name="rulings">What analysts decided; none where left out.</param>
    public static Settled Settle(IEnumerable<Reading> readings, TermWeights rarity, Rulings? rulings = null)
    {
        rulings ??= Rulings.None;
        var all = readings.OrderBy(r => r.Report.Id, StringComparer.Ordinal).ToList();
        var claims = all.SelectMany(r => r.Claims).OrderBy(c => c.Evidence.Report, StringComparer.Ordinal).ThenBy(c => c.Evidence.Start).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();
        var texts = new ReportStories(all);
        var copies = texts.Copies;
        var groups = new ClaimClusters(copies).Of(claims);

        // What any two reports can be known to share says which reports are of one story; inside a story the rest is told apart.
        var near = texts.Group(rarity, groups);
        foreach (var (undated, kin) in texts.Kin(rarity))
        {
            near[undated] = near[kin];
        }

        groups = rulings.Regroup(new Retellings(rarity, near).Join(groups));
        var storyOf = texts.Group(rarity, groups);
        var traced = Lineage.Trace(all, storyOf, copies, groups);
        var reports = traced.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var origins = new OriginGroups(traced, copies, storyOf);
        var items = groups.Select(g => MakeItem(g, reports, storyOf, origins)).OrderBy(i => i.Id, StringComparer.Ordinal).ToList();
        items = CommitmentThreads.Join(items);
        var conflicts = FindConflicts(items, reports, storyOf, origins);
        (items, var overruled) = rulings.Apply(items);
        conflicts = [.. conflicts.Concat(overruled).OrderBy(c => c.Id, StringComparer.Ordinal)];
        return new Settled(traced, items, Describe(all, reports, storyOf, origins), conflicts, storyOf, copies);
    }

    // ── origins ─────────────────────────────────────────────────────────────

    /// <summary>Which reports rest on the same words: copies, and texts that one agency wrote for all of them.</summary>
    private sealed class OriginGroups
    {
        private readonly Dictionary<string, string> _group = new(StringComparer.Ordinal);

        public OriginGroups(IReadOnlyCollection<Report> reports, IReadOnlyDictionary<string, string> copies, Dictionary<string, string> storyOf)
        {
            foreach (var r in reports)
            {
                var root = copies.GetValueOrDefault(r.Id, r.Id);
                _group[r.Id] = root;
            }

            // Siblings of one wire text in one story count once; a group joined to another takes that one's name.
            var joined = new Dictionary<string, string>(StringComparer.Ordinal);
            string Root(string group) => joined.TryGetValue(group, out var into) ? joined[group] = Root(into) : group;
            foreach (var wire in reports.SelectMany(r => r.Origins.Where(o => o.Scope == "whole" && o.Kind is "wire" or "outlet").Select(o => (r.Id, o.Name))).GroupBy(x => (x.Name, storyOf.GetValueOrDefault(x.Id))))
            {
                var groups = wire.Select(w => Root(_group[w.Id])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                foreach (var other in groups.Skip(1))
                {
                    joined[other] = groups[0];
                }
            }

            // A translation, and what says to carry another report as a whole, counts with that report.
            foreach (var (report, of) in reports.SelectMany(r => r.Origins.Where(o => o is { Scope: "whole", Report: not null }).Select(o => (r.Id, o.Report!))))
            {
                var (a, b) = (Root(_group[report]), Root(_group[of]));
                if (a != b)
                {
                    joined[string.CompareOrdinal(a, b) < 0 ? b : a] = string.CompareOrdinal(a, b) < 0 ? a : b;
                }
            }

            foreach (var id in _group.Keys.ToList())
            {
                _group[id] = Root(_group[id]);
            }
        }

        public string Of(string report) => _group.GetValueOrDefault(report, report);
    }

    // ── items ───────────────────────────────────────────────────────────────

    /// <summary>How far an undertaking has come: of several reports the one that tells of the further step is its face.</summary>
    private static int Advanced(string status) => status switch { "proposed" => 0, "under-negotiation" or "planned" => 1, "reaffirmed" or "announced" => 2, "agreed" => 3, "initialled" or "approved" => 4, "signed" => 5, "ratified" => 6, "in-force" or "under-way" => 7, _ => 8 };

    /// <summary>The settled fields of claims that are one, before anybody ruled on them.</summary>
    internal static Claim FaceOf(IReadOnlyList<Claim> members)
    {
        // The face is the member that says most: most actors, the sharpest date, an event that happened over one planned.
        var face = members.OrderByDescending(m => m is Claim.Event { Status: "occurred" } ? 2 : m is Claim.Event { Status: "ongoing" } ? 1 : m is Claim.Commitment c ? Advanced(c.Status) : 0).ThenBy(m => m is Claim.Event { Format: "other" or "press-conference" or "multilateral" } ? 1 : 0).ThenByDescending(m => m.Actors.Count(a => a.Type == "person")).ThenBy(m => m.When.Days).ThenByDescending(m => m.Actors.Count).ThenByDescending(m => m.Confidence).ThenBy(m => m.Id, StringComparer.Ordinal).First();
        var actors = new List<Actor>(face.Actors);
        if (face is Claim.Event)
        {
            var misnamed = Misnamed(members).Select(n => n.Printed.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var a in members.SelectMany(m => m.Actors).Where(a => a.Type == "person" && !actors.Exists(x => x.Id == a.Id)))
            {
                actors.Add(a);
            }

            actors.RemoveAll(a => misnamed.Contains(a.Id));

            face = face with { Actors = actors, States = [.. members.SelectMany(m => m.States).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], Place = members.Select(m => m.Place).OfType<PlaceRef>().Prepend(face.Place).OfType<PlaceRef>().OrderBy(p => members.Any(m => m.Evidence.Quote.Contains(p.Label, StringComparison.OrdinalIgnoreCase)) ? 0 : 1).ThenBy(p => p.Id.StartsWith("state/", StringComparison.Ordinal) ? 1 : 0).FirstOrDefault() };
        }
        else if (face is Claim.Affirmation affirmation && members.OfType<Claim.Affirmation>().FirstOrDefault(m => m.Provision != m.Instrument) is { } precise)
        {
            face = affirmation with { Provision = precise.Provision };
        }

        return face;
    }

    /// <summary>Whom one report calls by a name that no file knows, in the place of the one official whom other reports of the same act have for his state: a name in another reading ("Mo Di").</summary>
    private static IEnumerable<(Actor Printed, Actor Holder, Evidence Evidence)> Misnamed(IReadOnlyList<Claim> members)
    {
        if (members.Count < 2)
        {
            yield break;
        }

        var tellings = members.OfType<Claim.Event>().GroupBy(m => m.Evidence.Report, StringComparer.Ordinal).ToList();
        foreach (var one in tellings)
        {
            var here = one.SelectMany(m => m.Actors).Where(a => a.Type == "person").DistinctBy(a => a.Id).ToList();
            foreach (var printed in here.Where(a => a is { Office: null, State.Length: > 0 } && here.Count(x => x.State == a.State) == 1))
            {
                var elsewhere = tellings.Where(t => t.Key != one.Key).SelectMany(t => t.SelectMany(m => m.Actors)).Where(a => a.Type == "person" && a.State == printed.State).DistinctBy(a => a.Id).ToList();
                if (elsewhere is [{ Office: not null } holder] && holder.Id != printed.Id && here.Exists(a => a.State != printed.State && tellings.Exists(t => t.Key != one.Key && t.Any(m => m.Actors.Any(x => x.Id == a.Id)))))
                {
                    yield return (printed, holder, one.First(m => m.Actors.Any(a => a.Id == printed.Id)).Evidence);
                }
            }
        }
    }

    private static Item MakeItem(List<Claim> members, Dictionary<string, Report> reports, Dictionary<string, string> storyOf, OriginGroups origins)
    {
        var face = FaceOf(members);
        var ids = members.Select(m => m.Evidence.Report).Distinct(StringComparer.Ordinal).ToList();
        var known = ids.Select(r => reports[r].KnownBy).Where(d => d is not null).Select(d => d!.Value).Order().ToList();
        var groups = ids.Select(origins.Of).Distinct(StringComparer.Ordinal).Count();
        var history = members.Where(m => m is Claim.Commitment or Claim.Event).OrderBy(m => m.When.Start ?? LocalDate.MaxIsoValue).ThenBy(m => m.Id, StringComparer.Ordinal).Select(m => new Step(m is Claim.Commitment c ? c.Status : ((Claim.Event)m).Status, m.When, m.Evidence)).DistinctBy(h => h.Status).ToList();
        var sides = members.Select(m => m.Evidence.AccordingTo).Where(a => a is not null).Select(a => a!).Concat(ids.SelectMany(r => reports[r].Origins.Where(o => o.Kind == "official").Select(o => o.Name))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new Item
        {
            // Named after the claim that was known first: what is published later leaves the name alone.
            Id = face.Kind[..2] + "-" + members.OrderBy(m => reports[m.Evidence.Report].KnownBy ?? LocalDate.MaxIsoValue).ThenBy(m => m.Id, StringComparer.Ordinal).First().Id[4..],
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

    // ── stories ─────────────────────────────────────────────────────────────

    private static List<Story> Describe(List<Reading> all, Dictionary<string, Report> traced, Dictionary<string, string> storyOf, OriginGroups origins) =>
        [.. all.GroupBy(r => storyOf[r.Report.Id], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var reports = g.Select(r => traced[r.Report.Id]).OrderBy(r => r.Published.Start ?? LocalDate.MaxIsoValue).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            var known = reports.Where(r => r.Published.IsKnown).Select(r => r.Published).ToList();
            var when = known.Count == 0 ? When.Unknown : known.OrderBy(w => w.Days).ThenBy(w => w.Start).First();
            var states = g.SelectMany(r => r.Claims).SelectMany(c => c.States).GroupBy(x => x, StringComparer.Ordinal).OrderByDescending(x => x.Count()).ThenBy(x => x.Key, StringComparer.Ordinal).Take(4).Select(x => x.Key).ToList();
            return new Story(g.Key, reports.Select(r => r.Title).FirstOrDefault(t => t is not null) ?? "(no title)", [.. reports.Select(r => r.Id)], when, states, reports.Select(r => origins.Of(r.Id)).Distinct(StringComparer.Ordinal).Count(), [.. g.SelectMany(r => r.Claims).Select(c => c.Mechanism).OfType<string>().GroupBy(m => m, StringComparer.Ordinal).OrderByDescending(m => m.Count()).ThenBy(m => m.Key, StringComparer.Ordinal).Take(3).Select(m => m.Key)]);
        })];

    // ── conflicts ───────────────────────────────────────────────────────────

    [GeneratedRegex(@"\b[A-Z][a-z]+ time\b")]
    private static partial Regex ElsewhereTime();

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
            foreach (var other in Misnamed(item.Members).GroupBy(n => n.Holder.Label, StringComparer.Ordinal))
            {
                conflicts.Add(new Conflict("cf-" + Hash.Of(item.Id, "actors", other.Key), item.Id, "actors",
                    [Value(other.Key, item.Members.Where(m => m.Actors.Any(a => a.Label == other.Key)).Select(m => m.Evidence.Report)), .. other.GroupBy(n => n.Printed.Label, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Value(g.Key, g.Select(n => n.Evidence.Report)))],
                    other.Key, "held the office on that day, as other reports of it have it", [.. other.Select(n => n.Evidence)], item.Face.States, item.Face.When));
            }

            Miscount(item);
            if (item.Face is Claim.Event)
            {
                Disagree(item, "when", m => m.When.Precision == Precision.Day ? m.When.ToString() : null);
                // A state and a city in it are one place told more or less closely.
                if (item.Members.Select(m => m.Place).OfType<PlaceRef>().All(p => !p.Id.StartsWith("state/", StringComparison.Ordinal)))
                {
                    // Where the passage itself does not say it, the place is the report's and no account of its own.
                    Disagree(item, "place", m => m.Place is { } p && m.Evidence.Quote.Contains(p.Label, StringComparison.OrdinalIgnoreCase) ? p.Label : null);
                }
            }
        }

        // One passage that tells of an act and of what was undertaken by it is one contradiction, of the undertaking.
        var kinds = items.ToDictionary(i => i.Id, i => i.Face.Kind, StringComparer.Ordinal);
        return [.. conflicts.GroupBy(c => (c.Values.All(v => v.Value.Any(char.IsAsciiDigit)) ? "" : c.Field, string.Join('|', c.Values.Select(v => string.Concat(v.Value.Where(char.IsAsciiDigit)) is { Length: > 0 } digits ? digits : v.Value).Order(StringComparer.Ordinal)), string.Join('|', c.Evidence.Select(e => (e.Report, e.Start)).Distinct().Order()))).Select(g => g.OrderBy(c => kinds.GetValueOrDefault(c.Item) == "commitment" ? 0 : 1).ThenBy(c => c.Id, StringComparer.Ordinal).First()).OrderBy(c => c.Id, StringComparer.Ordinal)];

        // What reports count differently in the passages that tell of the same; a figure told less closely is none.
        void Miscount(Item item)
        {
            var counted = item.Members.Where(m => m is not Claim.Statement { Form: "paraphrase" }).SelectMany(m => Figures.In(m.Evidence.Quote).Select(f => (Unit: f.Key, f.Value.Value, f.Value.Words, m.Evidence))).GroupBy(f => f.Unit, StringComparer.Ordinal);
            foreach (var unit in counted.OrderBy(u => u.Key, StringComparer.Ordinal))
            {
                var values = unit.GroupBy(f => f.Value).OrderBy(g => g.Key).ToList();
                if (values.Count > 1 && values.All(v => values.All(w => ReferenceEquals(v, w) || (!Figures.Rounded(v.Key, w.Key) && !v.Select(x => x.Evidence.Report).Intersect(w.Select(x => x.Evidence.Report), StringComparer.Ordinal).Any()))))
                {
                    Show(item, unit.Key == "since" ? "since" : "number of " + unit.Select(f => f.Words[(f.Words.LastIndexOf(' ') + 1)..]).MaxBy(w => w.Length), [.. values.Select(v => (v.First().Words, v.Select(x => x.Evidence).ToList()))]);
                }
            }
        }

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

            // "1.7 billion" is "1.68 billion" told less closely, in one currency.
            if (field is "amount" or "quantity" && values.Select(v => v.Key.Split(' ')).ToList() is var figures && figures.Select(f => f.Length > 1 ? f[0] : "").Distinct().Count() == 1 && figures.TrueForAll(a => figures.TrueForAll(b => Figures.Rounded(Number(a), Number(b)))))
            {
                return;
            }

            Show(item, field, [.. values.Select(v => (v.Key, v.Select(x => x.Evidence).ToList()))]);

            static double Number(string[] figure) => double.TryParse(figure[^1], System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : double.NaN;
        }

        void Show(Item item, string field, List<(string Value, List<Evidence> Evidence)> values)
        {
            var readings = values.ConvertAll(v => Value(v.Value, v.Evidence.Select(e => e.Report)));
            var most = readings.Max(r => r.Origins);
            var supported = readings.Count(r => r.Origins == most) == 1 ? readings.First(r => r.Origins == most).Value : null;
            var basis = supported is null ? "origins are even" : "most independent origins";

            // "early on Thursday, Korean time": one instant, whose day is that of the place where it was.
            if (field == "when" && values.Count == 2 && values.Where(v => v.Evidence.Exists(e => ElsewhereTime().IsMatch(e.Quote))).ToList() is [var elsewhere] && LocalDatePattern.Iso.Parse(values[0].Value) is { Success: true } one && LocalDatePattern.Iso.Parse(values[1].Value) is { Success: true } other && Math.Abs(Period.DaysBetween(one.Value, other.Value)) == 1)
            {
                (supported, basis) = (values.Find(v => v.Value != elsewhere.Value).Value, "same instant in two time zones");
            }

            conflicts.Add(new Conflict("cf-" + Hash.Of(item.Id, field), item.Id, field, readings, supported, basis, [.. values.SelectMany(v => v.Evidence)], item.Face.States, item.Face.When));
        }
    }
}
