using System.IO.MemoryMappedFiles;
using System.Text;
using NodaTime;

namespace Entente.Knowledge;

/// <summary>The knowledge files compiled into one file that is mapped into memory, so that a program starts without reading and checking text. The text files stay the truth: a pack made of others is passed over.</summary>
/// <remarks>
/// Magic <c>ENK2</c>, the version of the text files (12 characters), the lengths of two blocks, the blocks: facts, then towns and regions. A block is its texts (count, each with its length in bytes, UTF-8) and then
/// numbers of one to five bytes, seven bits each: places in the list of texts, counts, days as year × 512 + month × 32 + day with nought for none; degrees are eight bytes, not a number for none.
/// </remarks>
internal static class KnowledgePack
{
    private const string Name = "knowledge.pack";
    private static readonly byte[] Magic = "ENK2"u8.ToArray();
    private const int Header = 4 + 12 + 8;

    private static readonly Form<State> States = new((w, s) => w.Text(s.Id).Text(s.Name).Texts(s.Adjectives).Texts(s.People).Text(s.Capital).Degrees(s.Latitude).Degrees(s.Longitude).Texts(s.Aliases).Degrees(s.MiddleLatitude).Degrees(s.MiddleLongitude),
        r => new State(r.Text(), r.Text(), r.Texts(), r.Texts(), r.Text(), r.Degrees()!.Value, r.Degrees()!.Value, r.Texts(), r.Degrees()!.Value, r.Degrees()!.Value));

    private static readonly Form<Organisation> Organisations = new((w, o) => w.Text(o.Id).Text(o.Label).Text(o.Type).Text(o.Country).Texts(o.Aliases), r => new Organisation(r.Text(), r.Text(), r.Text(), r.Text(), r.Texts()));

    private static readonly Form<Place> Places = new((w, p) => w.Text(p.Id).Text(p.Label).Text(p.Country).Degrees(p.Latitude).Degrees(p.Longitude).Text(p.Kind).Texts(p.Aliases), r => new Place(r.Text(), r.Text(), r.Text(), r.Degrees(), r.Degrees(), r.Text(), r.Texts()));

    private static readonly Form<Instrument> Instruments = new((w, i) => w.Text(i.Id).Text(i.Label).Texts(i.Parties).Day(i.Signed).Day(i.InForce).Day(i.Ended).Text(i.Mechanism).Texts(i.Aliases), r => new Instrument(r.Text(), r.Text(), r.Texts(), r.Day(), r.Day(), r.Day(), r.Text(), r.Texts()));

    private static readonly Form<Provision> Provisions = new((w, p) => w.Text(p.Instrument).Text(p.Article).Text(p.Obligation).Text(p.Condition).Text(p.Scope).Texts(p.Aliases).Texts(p.Acts).Texts(p.Objects).Texts(p.Areas),
        r => new Provision(r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Texts(), r.Texts(), r.Texts(), r.Texts()));

    private static readonly Form<(string Phrase, string Kind)> Phrases = new((w, p) => w.Text(p.Phrase).Text(p.Kind), r => (r.Text(), r.Text()));

    private static readonly Form<Area> Areas = new((w, a) => w.Text(a.Name).Text(a.Member).Number((int)a.Kind).Text(a.Note), r => new Area(r.Text(), r.Text(), (AreaKind)r.Number(), r.Text()));

    private static readonly Form<PlaceClaim> Claims = new((w, c) => w.Text(c.Place).Text(c.State).Text(c.Relation).Day(c.Start).Day(c.End).Text(c.Source), r => new PlaceClaim(r.Text(), r.Text(), r.Text(), r.Day()!.Value, r.Day(), r.Text()));

    private static readonly Form<Outlet> Outlets = new((w, o) => w.Text(o.Name).Number(o.IsWire ? 1 : 0).Text(o.Country).Number(o.StateMedia ? 1 : 0).Texts(o.Aliases).Texts(o.Domains), r => new Outlet(r.Text(), r.Number() == 1, r.Text(), r.Number() == 1, r.Texts(), r.Texts()));

    private static readonly Form<Happening> Happenings = new((w, h) => w.Day(h.Start).Day(h.End).Text(h.Kind).Texts(h.Actors).Text(h.Place).Text(h.What), r => new Happening(r.Day()!.Value, r.Day()!.Value, r.Text(), r.Texts(), r.Text(), r.Text()));

    private static readonly Form<NamedThing> NamedThings = new((w, t) => w.Text(t.Id).Text(t.Label).Text(t.Kind).Text(t.Mechanism).Texts(t.States).Texts(t.Aliases).Text(t.Source), r => new NamedThing(r.Text(), r.Text(), r.Text(), r.Text(), r.Texts(), r.Texts(), r.Text()));

    private static readonly Form<Dossier> Dossiers = new((w, d) => w.Text(d.Id).Text(d.Label).Texts(d.Members), r => new Dossier(r.Text(), r.Text(), r.Texts()));

    private static readonly Form<(string From, string To)> Pairs = new((w, p) => w.Text(p.From).Text(p.To), r => (r.Text(), r.Text()));

    private static readonly Form<Person> People = new((w, p) => w.Text(p.Label).Texts([.. p.Aliases]), r =>
    {
        var person = new Person(r.Text());
        person.Aliases.AddRange(r.Texts());
        return person;
    });

    private static readonly Form<Town> Towns = new((w, t) => w.Text(t.Name).Text(t.Country).Text(t.Region).Degrees(t.Latitude).Degrees(t.Longitude).Number(t.Thousands).Text(t.Kind), r => new Town(r.Text(), r.Text(), r.Text(), r.Degrees()!.Value, r.Degrees()!.Value, r.Number(), r.Text()));

    private static readonly Form<(string Name, IReadOnlyList<int> Of)> Names = new((w, n) => w.Text(n.Name).Numbers(n.Of), r => (r.Text(), r.Numbers()));

    /// <summary>Compiles what was read from text. All or none: a reader sees the old pack or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(KnowledgeBase kb, string folder)
    {
        var people = kb.People.ToList();
        var number = people.Select((p, n) => (p, n)).ToDictionary(x => x.p, x => x.n);
        var facts = new Writer();
        facts.All(States, kb.States.Values).All(Organisations, kb.Organisations.Values).All(Places, kb.Places).All(Instruments, kb.Instruments.Values).All(Provisions, kb.Provisions).All(Phrases, kb.OfficePhrases)
            .All(Areas, kb.Areas).All(Claims, kb.Claims).All(Outlets, kb.Outlets).All(Happenings, kb.Happenings).All(NamedThings, kb.Named).All(Dossiers, kb.Dossiers).All(Pairs, kb.Parts.GivenNames.SelectMany(g => g.Select(to => (g.Key, to)))).All(People, people)
            .All(Names, kb.Parts.ByName.Select(n => (n.Key, (IReadOnlyList<int>)[number[n.Value]]))).All(Names, kb.Parts.BySurname.Select(n => (n.Key, (IReadOnlyList<int>)n.Value.ConvertAll(p => number[p]))))
            .All(TenuresOf(number, people), kb.Tenures);
        var towns = kb.Gazetteer.Names.Values.SelectMany(t => t).Distinct().ToList();
        var townNumber = towns.Select((t, n) => (t, n)).ToDictionary(x => x.t, x => x.n);
        var places = new Writer();
        places.All(Towns, towns).All(Names, kb.Gazetteer.Names.Select(n => (n.Key, (IReadOnlyList<int>)n.Value.ConvertAll(t => townNumber[t]))));
        var (first, second) = (facts.Block(), places.Block());
        var path = Path.Combine(folder, Name);
        var next = $"{path}.{Environment.ProcessId}";
        using (var file = File.Create(next))
        {
            file.Write(Magic);
            file.Write(Encoding.ASCII.GetBytes(kb.Version));
            file.Write(BitConverter.GetBytes(first.Length));
            file.Write(BitConverter.GetBytes(second.Length));
            file.Write(first);
            file.Write(second);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>What the pack beside the text files holds; null where there is none, or one made of other text files.</summary>
    public static KnowledgeBase? Read(string folder, string version)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        var length = new FileInfo(path).Length;
        if (length < Header)
        {
            return null;
        }

        // The map stays open for the towns, which most runs never ask for.
        var map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte[] Bytes(long at, int count)
        {
            var bytes = new byte[count];
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)at, bytes.AsSpan());
            return bytes;
        }

        var (first, second) = (view.ReadInt32(16), view.ReadInt32(20));
        if (!Bytes(0, 4).AsSpan().SequenceEqual(Magic) || Encoding.ASCII.GetString(Bytes(4, 12)) != version || first < 0 || second < 0 || length != Header + (long)first + second)
        {
            view.Dispose();
            map.Dispose();
            return null;
        }

        var r = new Reader(Bytes(Header, first));
        var kb = new KnowledgeBase(version, () =>
        {
            var places = new Reader(Bytes(Header + first, second));
            var towns = places.All(Towns);
            return new Gazetteer(places.All(Names).Select(n => (n.Name, n.Of.Select(t => towns[t]))));
        })
        {
            States = r.All(States).ToDictionary(s => s.Id, StringComparer.Ordinal),
            Organisations = r.All(Organisations).ToDictionary(o => o.Id, StringComparer.Ordinal),
            Places = r.All(Places),
            Instruments = r.All(Instruments).ToDictionary(i => i.Id, StringComparer.Ordinal),
            Provisions = r.All(Provisions),
            OfficePhrases = r.All(Phrases),
            Areas = r.All(Areas),
            Claims = r.All(Claims),
            Outlets = r.All(Outlets),
            Happenings = r.All(Happenings),
            Named = r.All(NamedThings),
            Dossiers = r.All(Dossiers),
        };
        var givenNames = r.All(Pairs).ToLookup(p => p.From, p => p.To, StringComparer.Ordinal);
        var people = r.All(People);
        kb.Fill(givenNames, r.All(Names).Select(n => (n.Name, people[n.Of[0]])), r.All(Names).Select(n => (n.Name, n.Of.Select(p => people[p]))), r.All(TenuresOf([], people)));
        return kb;
    }

    private static Form<Tenure> TenuresOf(Dictionary<Person, int> number, List<Person> people) => new((w, t) => w.Number(number[t.Person]).Text(t.State).Text(t.Kind).Text(t.Office).Day(t.Start).Day(t.End).Text(t.Source), r => new Tenure(people[r.Number()], r.Text(), r.Text(), r.Text(), r.Day()!.Value, r.Day(), r.Text()));

    /// <summary>How one kind of fact is written and read back, the same fields in the same order.</summary>
    private sealed record Form<T>(Action<Writer, T> Write, Func<Reader, T> Read);

    private sealed class Writer
    {
        private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
        private readonly MemoryStream _body = new();
        private readonly BinaryWriter _out;

        public Writer() => _out = new BinaryWriter(_body);

        public Writer Number(int n)
        {
            _out.Write7BitEncodedInt(n);
            return this;
        }

        public Writer Numbers(IReadOnlyList<int> all)
        {
            Number(all.Count);
            return all.Aggregate(this, (w, n) => w.Number(n));
        }

        public Writer Text(string text)
        {
            if (!_texts.TryGetValue(text, out var n))
            {
                _texts[text] = n = _texts.Count;
            }

            return Number(n);
        }

        public Writer Texts(string[] all)
        {
            Number(all.Length);
            return all.Aggregate(this, (w, t) => w.Text(t));
        }

        public Writer Day(LocalDate? day) => Number(day is { } d ? (d.Year * 512) + (d.Month * 32) + d.Day : 0);

        public Writer Degrees(double? degrees)
        {
            _out.Write(degrees ?? double.NaN);
            return this;
        }

        public Writer All<T>(Form<T> form, IEnumerable<T> facts)
        {
            var all = facts.ToList();
            Number(all.Count);
            all.ForEach(f => form.Write(this, f));
            return this;
        }

        public byte[] Block()
        {
            using var block = new MemoryStream();
            using var texts = new BinaryWriter(block);
            texts.Write7BitEncodedInt(_texts.Count);
            foreach (var text in _texts.OrderBy(t => t.Value))
            {
                texts.Write(text.Key);
            }

            _body.WriteTo(block);
            return block.ToArray();
        }
    }

    private sealed class Reader
    {
        private readonly string[] _texts;
        private readonly BinaryReader _in;

        public Reader(byte[] block)
        {
            _in = new BinaryReader(new MemoryStream(block));
            _texts = new string[_in.Read7BitEncodedInt()];
            for (var i = 0; i < _texts.Length; i++)
            {
                _texts[i] = _in.ReadString();
            }
        }

        public int Number() => _in.Read7BitEncodedInt();

        public int[] Numbers()
        {
            var all = new int[Number()];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = Number();
            }

            return all;
        }

        public string Text() => _texts[Number()];

        public string[] Texts() => Array.ConvertAll(Numbers(), n => _texts[n]);

        public LocalDate? Day() => Number() is > 0 and var n ? new LocalDate(n / 512, n / 32 % 16, n % 32) : null;

        public double? Degrees() => _in.ReadDouble() is var d && double.IsNaN(d) ? null : d;

        public List<T> All<T>(Form<T> form)
        {
            var all = new List<T>(Number());
            for (var i = all.Capacity; i > 0; i--)
            {
                all.Add(form.Read(this));
            }

            return all;
        }
    }
}
