namespace Entente.Record;

/// <summary>Applies analysts' decisions to what was read: merges and splits to the groups of claims, the rest to the items made of them. A pure function of both.</summary>
public sealed class Rulings
{
    private readonly List<Decision> _active;

    /// <param name="decisions">All decisions in any order; what an undo takes back is left out.</param>
    public Rulings(IEnumerable<Decision> decisions) => _active = Active(decisions);

    public static Rulings None { get; } = new([]);

    /// <summary>Decisions that find no item in the present reading: kept, and to be looked at.</summary>
    public IReadOnlyList<Decision> Unmatched(Settled settled)
    {
        var index = new ClaimIndex(settled.Items.Select(i => i.Members));
        return [.. _active.Where(d => d.Targets.Count > 0 && d.Targets.All(t => index.Find(t) is null))];
    }

    /// <summary>The decisions that hold: in order of time, without what was undone. An undo may itself be undone.</summary>
    public static List<Decision> Active(IEnumerable<Decision> decisions)
    {
        var all = decisions.DistinctBy(d => d.Id, StringComparer.Ordinal).OrderBy(d => d.At, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal).ToList();
        var undone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var d in Enumerable.Reverse(all).Where(d => d.Kind == "undo" && d.Undoes is not null))
        {
            // Read from the last: an undo that a later one took back has no effect.
            if (!undone.Contains(d.Id))
            {
                undone.Add(d.Undoes!);
            }
        }

        return [.. all.Where(d => d.Kind != "undo" && !undone.Contains(d.Id))];
    }

    /// <summary>Merges and splits.</summary>
    internal List<List<Claim>> Regroup(List<List<Claim>> groups)
    {
        if (!_active.Exists(d => d.Kind is "merge" or "split"))
        {
            return groups;
        }

        var index = new ClaimIndex(groups);
        var gone = new HashSet<IReadOnlyList<Claim>>(ReferenceEqualityComparer.Instance);
        var made = new List<List<Claim>>();
        void Replace(IEnumerable<IReadOnlyList<Claim>> old, params ReadOnlySpan<List<Claim>> with)
        {
            gone.UnionWith(old);
            foreach (var group in with)
            {
                made.Add(group);
                index.Put(group);
            }
        }

        foreach (var d in _active.Where(d => d.Kind is "merge" or "split"))
        {
            var found = d.Targets.Select(index.Find).OfType<IReadOnlyList<Claim>>().Distinct().ToList();
            if (d.Kind == "merge" && found.Count > 1)
            {
                Replace(found, [.. found.SelectMany(g => g).OrderBy(c => c.Evidence.Report, StringComparer.Ordinal).ThenBy(c => c.Evidence.Start).ThenBy(c => c.Id, StringComparer.Ordinal)]);
            }
            else if (d.Kind == "split" && found.Count == 1)
            {
                var off = found[0].Where(c => d.Reports.Contains(c.Evidence.Report, StringComparer.Ordinal)).ToList();
                if (off.Count > 0 && off.Count < found[0].Count)
                {
                    Replace(found, [.. found[0].Except(off)], off);
                }
            }
        }

        return [.. groups.Concat(made).Where(g => !gone.Contains(g))];
    }

    /// <summary>Standing, corrected fields and names; and where a ruling and a later reading part ways, the contradiction.</summary>
    internal (List<Item> Items, List<Conflict> Conflicts) Apply(List<Item> items)
    {
        if (_active.Count == 0)
        {
            return (items, []);
        }

        var index = new ClaimIndex(items.Select(i => i.Members));
        var byClaim = items.DistinctBy(i => i.Members[0].Id, StringComparer.Ordinal).ToDictionary(i => i.Members[0].Id, StringComparer.Ordinal);
        var conflicts = new List<Conflict>();
        var ruled = new Dictionary<string, Item>(StringComparer.Ordinal);
        foreach (var d in _active)
        {
            foreach (var target in d.Targets)
            {
                if (index.Find(target) is not { } members)
                {
                    continue;
                }

                var found = byClaim[members[0].Id];
                var item = ruled.GetValueOrDefault(found.Id, found);
                var face = d.Kind switch
                {
                    "correct" when d.Field is { } field && d.Value is { } value => Fields.Set(item.Face, field, value, d.Place) ?? item.Face,
                    "name" when d.Actor is { } actor => Named(item.Face, d.Field!, actor),
                    _ => item.Face,
                };
                if (d.Kind == "correct" && Fields.AsRead(found, d.Field!) is var read && read != d.Was && read != d.Value)
                {
                    conflicts.Add(new Conflict("cf-" + Hash.Of(found.Id, "ruling", d.Field!), found.Id, d.Field!, [new ConflictValue(d.Value!, [], 0), new ConflictValue(read ?? "(nothing)", [.. found.Members.Select(m => m.Evidence.Report).Distinct(StringComparer.Ordinal)], found.Origins)], d.Value, $"{d.By} ruled on {d.At[..10]}; reports read anew since say otherwise", [found.Face.Evidence], found.Face.States, found.Face.When));
                }

                var before = item.Ruling;
                var standing = d.Kind switch { "accept" => "accepted", "reject" => "rejected", "correct" or "name" or "merge" or "split" => "corrected", _ => before?.Standing ?? "proposed" };
                ruled[found.Id] = item with { Face = face, Ruling = new Ruling(standing, [.. before?.Decisions ?? [], d.Id], d.Note.Length > 0 ? [.. before?.Notes ?? [], $"{d.By}: {d.Note}"] : before?.Notes ?? []) };
            }
        }

        return ([.. items.Select(i => ruled.GetValueOrDefault(i.Id, i))], [.. conflicts.DistinctBy(c => c.Id, StringComparer.Ordinal)]);
    }

    private static Claim Named(Claim face, string was, Actor actor)
    {
        Actor Of(Actor a) => a.Label == was || a.Printed == was ? actor with { Role = a.Role, Printed = a.Printed ?? a.Label } : a;
        var named = face with { Actors = [.. face.Actors.Select(Of)] };
        string Label(string label) => label == was ? actor.Label : label;
        return named switch
        {
            Claim.Statement s => s with { Speakers = [.. s.Speakers.Select(Label)] },
            Claim.Affirmation a => a with { Speakers = [.. a.Speakers.Select(Label)] },
            Claim.Commitment c => c with { Parties = [.. c.Parties.Select(Of)] },
            Claim.Tenure t => t with { Person = Label(t.Person) },
            _ => named,
        };
    }
}

/// <summary>Finds what an analyst ruled on as it stands in the present reading: by its claims' ids, else by its words.</summary>
internal sealed class ClaimIndex
{
    private readonly Dictionary<string, IReadOnlyList<Claim>> _groupOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Claim>> _ofReport = new(StringComparer.Ordinal);

    public ClaimIndex(IEnumerable<IReadOnlyList<Claim>> groups)
    {
        foreach (var group in groups)
        {
            Put(group);
            foreach (var claim in group)
            {
                if (!_ofReport.TryGetValue(claim.Evidence.Report, out var claims))
                {
                    _ofReport[claim.Evidence.Report] = claims = [];
                }

                claims.Add(claim);
            }
        }
    }

    /// <summary>Claims now belong to this group.</summary>
    public void Put(IReadOnlyList<Claim> group)
    {
        foreach (var claim in group)
        {
            _groupOf[claim.Id] = group;
        }
    }

    public IReadOnlyList<Claim>? Find(Ruled target)
    {
        var scores = new Dictionary<IReadOnlyList<Claim>, double>(ReferenceEqualityComparer.Instance);
        void Add(IReadOnlyList<Claim> group, double score) => scores[group] = scores.GetValueOrDefault(group) + score;
        foreach (var passage in target.Passages)
        {
            if (_groupOf.GetValueOrDefault(passage.Claim) is { } same && same[0].Kind == target.Kind)
            {
                Add(same, 2);
                continue;
            }

            foreach (var claim in _ofReport.GetValueOrDefault(passage.Report, []).Where(c => c.Kind == target.Kind))
            {
                // Two claims of one kind in one passage are told apart by what they say.
                if (Shared(passage, claim.Evidence) is >= 0.5 and var shared)
                {
                    Add(_groupOf[claim.Id], shared + (Questions.Describe(claim) == target.Gist ? 0.5 : 0));
                }
            }
        }

        return scores.Count == 0 ? null : scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key[0].Id, StringComparer.Ordinal).First().Key;
    }

    /// <summary>How much of two stretches is common, 0 to 1.</summary>
    private static double Shared(Anchor a, Evidence e)
    {
        var common = Math.Min(a.End, e.End) - Math.Max(a.Start, e.Start);
        return common <= 0 ? 0 : common / (double)(Math.Max(a.End, e.End) - Math.Min(a.Start, e.Start));
    }
}
