namespace Entente.Knowledge;

/// <summary>How a name refers: "Japan" is the state itself, "Tokyo" its government or a city, "Japanese" an adjective.</summary>
public enum NameRole
{
    State,
    Adjective,
    People,
    Capital,
    Organisation,
    Place,
    Instrument,
    Outlet,
    Person,
}

/// <summary>One name that the knowledge files hold, with what it may refer to.</summary>
public readonly record struct NameEntry(NameRole Role, string Id, object Fact);

/// <summary>Longest-match lookup of names over words; built once from the knowledge files.</summary>
public sealed class NameIndex
{
    private readonly Dictionary<string, List<(string[] Words, NameEntry Entry)>> _byFirst = new(StringComparer.Ordinal);

    public NameIndex(KnowledgeBase kb, Func<string, string[]> words)
    {
        void Add(string name, NameRole role, string id, object fact)
        {
            var w = words(name);
            if (w.Length == 0)
            {
                return;
            }

            (_byFirst.TryGetValue(w[0], out var list) ? list : _byFirst[w[0]] = []).Add((w, new NameEntry(role, id, fact)));
        }

        foreach (var s in kb.States.Values)
        {
            foreach (var name in s.Aliases.Prepend(s.Name))
            {
                Add(name, NameRole.State, s.Id, s);
            }

            foreach (var a in s.Adjectives)
            {
                Add(a, NameRole.Adjective, s.Id, s);
            }

            foreach (var p in s.People)
            {
                Add(p, NameRole.People, s.Id, s);
            }

            Add(s.Capital, NameRole.Capital, s.Id, s);
        }

        foreach (var o in kb.Organisations.Values)
        {
            foreach (var name in o.Aliases.Prepend(o.Label))
            {
                Add(name, NameRole.Organisation, o.Id, o);
            }
        }

        foreach (var p in kb.Places)
        {
            foreach (var name in p.Aliases.Prepend(p.Label))
            {
                Add(name, NameRole.Place, p.Id, p);
            }
        }

        foreach (var i in kb.Instruments.Values)
        {
            foreach (var name in i.Aliases.Prepend(i.Label).Where(n => n.Length > 4 || n.All(char.IsUpper)))
            {
                Add(name, NameRole.Instrument, i.Id, i);
            }
        }

        foreach (var o in kb.Outlets)
        {
            foreach (var name in o.Aliases.Prepend(o.Name))
            {
                Add(name, NameRole.Outlet, o.Name, o);
            }
        }

        foreach (var p in kb.People)
        {
            foreach (var name in p.Aliases.Prepend(p.Label).Where(n => n.Contains(' ', StringComparison.Ordinal) || n == "Lula"))
            {
                Add(name, NameRole.Person, p.Id, p);
            }
        }

        // Translations turn names round: "Blinken Antony".
        foreach (var p in kb.People.Where(p => !p.FamilyFirst && p.Label.Split(' ').Length == 2))
        {
            Add(string.Join(' ', p.Label.Split(' ').Reverse()), NameRole.Person, p.Id, p);
        }

        foreach (var list in _byFirst.Values)
        {
            list.Sort((a, b) => b.Words.Length != a.Words.Length ? b.Words.Length.CompareTo(a.Words.Length) : a.Entry.Role != b.Entry.Role ? a.Entry.Role.CompareTo(b.Entry.Role) : string.CompareOrdinal(a.Entry.Id, b.Entry.Id));
        }
    }

    /// <summary>The entries of the longest name that starts at <paramref name="at"/>, and how many words it takes; none: 0.</summary>
    public int Match(IReadOnlyList<string> forms, int at, List<NameEntry> into)
    {
        into.Clear();
        if (!_byFirst.TryGetValue(forms[at], out var list))
        {
            return 0;
        }

        var length = 0;
        foreach (var (words, entry) in list)
        {
            if (words.Length < length)
            {
                break;
            }

            if (at + words.Length > forms.Count)
            {
                continue;
            }

            var same = true;
            for (var k = 1; k < words.Length && same; k++)
            {
                same = string.Equals(forms[at + k], words[k], StringComparison.Ordinal);
            }

            if (same)
            {
                length = words.Length;
                into.Add(entry);
            }
        }

        return length;
    }
}
