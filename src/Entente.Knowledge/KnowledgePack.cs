using System.IO.MemoryMappedFiles;
using System.Text;
using NodaTime;

namespace Entente.Knowledge;

/// <summary>The knowledge files compiled into one file that is mapped into memory, so that a program starts without reading and checking text. The text files stay the truth: a pack made of others is passed over.</summary>
/// <remarks>
/// Magic <c>ENK5</c>, the version of the text files (12 characters), their stamp (8 bytes), the lengths and sums of two blocks (4 and 8 bytes each), the blocks: facts, then towns and regions. The stamp is of the names, lengths and times of change of
/// the text files as they were when the pack was made: where they are still those, no text is read; where they are not (another copy of the folder), the text is, and its version decides. A pack that is cut or damaged is passed over as one of other text is. A block is its texts (count, each with its length in bytes, UTF-8) and then
/// numbers of one to five bytes, seven bits each: places in the list of texts, counts, days as year × 512 + month × 32 + day with nought for none; degrees and factors are eight bytes, not a number for none.
/// </remarks>
internal static class KnowledgePack
{
    private const string Name = "knowledge.pack";
    private static readonly byte[] Magic = "ENK5"u8.ToArray();
    private const int Header = 4 + 12 + 8 + 8 + 16;

    private static readonly Form<State> States = new((w, s) => w.Text(s.Id).Text(s.Name).Texts(s.Adjectives).Texts(s.People).Text(s.Capital).Real(s.Latitude).Real(s.Longitude).Texts(s.Aliases).Real(s.MiddleLatitude).Real(s.MiddleLongitude),
        r => new State(r.Text(), r.Text(), r.Texts(), r.Texts(), r.Text(), r.Real()!.Value, r.Real()!.Value, r.Texts(), r.Real()!.Value, r.Real()!.Value));

    private static readonly Form<Organisation> Organisations = new((w, o) => w.Text(o.Id).Text(o.Label).Text(o.Type).Text(o.Country).Texts(o.Aliases).Text(o.Governs).Day(o.GovernsFrom), r => new Organisation(r.Text(), r.Text(), r.Text(), r.Text(), r.Texts(), r.Text(), r.Day()));

    private static readonly Form<Place> Places = new((w, p) => w.Text(p.Id).Text(p.Label).Text(p.Country).Real(p.Latitude).Real(p.Longitude).Text(p.Kind).Texts(p.Aliases), r => new Place(r.Text(), r.Text(), r.Text(), r.Real(), r.Real(), r.Text(), r.Texts()));

    private static readonly Form<Instrument> Instruments = new((w, i) => w.Text(i.Id).Text(i.Label).Texts(i.Parties).Day(i.Signed).Day(i.InForce).Day(i.Ended).Text(i.Mechanism).Texts(i.Aliases), r => new Instrument(r.Text(), r.Text(), r.Texts(), r.Day(), r.Day(), r.Day(), r.Text(), r.Texts()));

    private static readonly Form<Provision> Provisions = new((w, p) => w.Text(p.Instrument).Text(p.Article).Text(p.Obligation).Text(p.Condition).Text(p.Scope).Texts(p.Aliases).Texts(p.Acts).Texts(p.Objects).Texts(p.Areas),
        r => new Provision(r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Texts(), r.Texts(), r.Texts(), r.Texts()));

    private static readonly Form<Area> Areas = new((w, a) => w.Text(a.Name).Text(a.Member).Number((int)a.Kind).Text(a.Note), r => new Area(r.Text(), r.Text(), (AreaKind)r.Number(), r.Text()));

    private static readonly Form<PlaceClaim> Claims = new((w, c) => w.Text(c.Place).Text(c.State).Text(c.Relation).Day(c.Start).Day(c.End).Text(c.Source), r => new PlaceClaim(r.Text(), r.Text(), r.Text(), r.Day()!.Value, r.Day(), r.Text()));

    private static readonly Form<Outlet> Outlets = new((w, o) => w.Text(o.Name).Number(o.IsWire ? 1 : 0).Text(o.Country).Number(o.StateMedia ? 1 : 0).Texts(o.Aliases).Texts(o.Domains).Text(o.Family), r => new Outlet(r.Text(), r.Number() == 1, r.Text(), r.Number() == 1, r.Texts(), r.Texts(), r.Text()));

    private static readonly Form<Happening> Happenings = new((w, h) => w.Day(h.Start).Day(h.End).Text(h.Kind).Texts(h.Actors).Text(h.Place).Text(h.What), r => new Happening(r.Day()!.Value, r.Day()!.Value, r.Text(), r.Texts(), r.Text(), r.Text()));

    private static readonly Form<NamedThing> NamedThings = new((w, t) => w.Text(t.Id).Text(t.Label).Text(t.Kind).Text(t.Mechanism).Texts(t.States).Texts(t.Aliases).Text(t.Source), r => new NamedThing(r.Text(), r.Text(), r.Text(), r.Text(), r.Texts(), r.Texts(), r.Text()));

    private static readonly Form<Dossier> Dossiers = new((w, d) => w.Text(d.Id).Text(d.Label).Texts(d.Members), r => new Dossier(r.Text(), r.Text(), r.Texts()));

    private static readonly Form<Currency> Currencies = new((w, c) => w.Text(c.Code).Text(c.Name).Texts(c.Signs).Texts(c.Nouns).Texts(c.States).Number(c.Bare ? 1 : 0), r => new Currency(r.Text(), r.Text(), r.Texts(), r.Texts(), r.Texts(), r.Number() == 1));

    private static readonly Form<MeasureUnit> Units = new((w, u) => w.Text(u.Name).Texts(u.Names).Text(u.Kind).Real(u.Si), r => new MeasureUnit(r.Text(), r.Texts(), r.Text(), r.Real()));

    private static readonly Form<Pair> Pairs = new((w, p) => w.Text(p.First).Text(p.Second), r => new Pair(r.Text(), r.Text()));

    private static readonly Form<Person> People = new((w, p) => w.Text(p.Label).Texts([.. p.Aliases]), r =>
    {
        var person = new Person(r.Text());
        person.Aliases.AddRange(r.Texts());
        return person;
    });

    private static readonly Form<Town> Towns = new((w, t) => w.Text(t.Name).Text(t.Country).Text(t.Region).Real(t.Latitude).Real(t.Longitude).Number(t.Thousands).Text(t.Kind), r => new Town(r.Text(), r.Text(), r.Text(), r.Real()!.Value, r.Real()!.Value, r.Number(), r.Text()));

    private static readonly Form<NameOf> Names = new((w, n) => w.Text(n.Name).Numbers(n.Of), r => new NameOf(r.Text(), r.Numbers()));

    /// <summary>Compiles what was read from text. All or none: a reader sees the old pack or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <param name="stamp">The stamp of the text files before they were read, so that a file changed meanwhile is seen.</param>
    public static void Write(KnowledgeBase kb, string folder, long stamp)
    {
        var people = kb.People.ToList();
        var number = people.Select((p, n) => (p, n)).ToDictionary(x => x.p, x => x.n);
        var facts = new Writer();
        facts.All(States, kb.States.Values).All(Organisations, kb.Organisations.Values).All(Places, kb.Places).All(Instruments, kb.Instruments.Values).All(Provisions, kb.Provisions)
            .All(Areas, kb.Areas).All(Claims, kb.Claims).All(Outlets, kb.Outlets).All(Happenings, kb.Happenings).All(NamedThings, kb.Named).All(Dossiers, kb.Dossiers).All(Currencies, kb.Currencies).All(Units, kb.Units).All(Pairs, kb.OfficePhrases.Select(p => new Pair(p.Phrase, p.Kind))).All(Pairs, kb.Parts.GivenNames.SelectMany(g => g.Value.Select(to => new Pair(g.Key, to)))).All(People, people)
            .All(Names, kb.Parts.ByName.Select(n => new NameOf(n.Key, [number[n.Value]]))).All(Names, kb.Parts.BySurname.Select(n => new NameOf(n.Key, [.. n.Value.Select(p => number[p])])))
            .All(TenuresOf(number, people), kb.Tenures);
        var towns = kb.Gazetteer.Names.Values.SelectMany(t => t).Distinct().ToList();
        var townNumber = towns.Select((t, n) => (t, n)).ToDictionary(x => x.t, x => x.n);
        var places = new Writer();
        places.All(Towns, towns).All(Names, kb.Gazetteer.Names.Select(n => new NameOf(n.Key, [.. n.Value.Select(t => townNumber[t])])));
        var (first, second) = (facts.Block(), places.Block());
        var path = Path.Combine(folder, Name);
        var next = $"{path}.{Environment.ProcessId}";
        using (var file = File.Create(next))
        {
            file.Write(Magic);
            file.Write(Encoding.ASCII.GetBytes(kb.Version));
            file.Write(BitConverter.GetBytes(stamp));
            file.Write(BitConverter.GetBytes(first.Length));
            file.Write(BitConverter.GetBytes(second.Length));
            file.Write(BitConverter.GetBytes(Sum(first)));
            file.Write(BitConverter.GetBytes(Sum(second)));
            file.Write(first);
            file.Write(second);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>What the pack beside the text files holds; null where there is none, or one made of other text files.</summary>
    /// <param name="version">The version of the text files, asked for where their stamp is another.</param>
    public static KnowledgeBase? Read(string folder, Func<string> version)
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

        var (first, second) = (view.ReadInt32(24), view.ReadInt32(28));
        var made = Encoding.ASCII.GetString(Bytes(4, 12));
        if (!Bytes(0, 4).AsSpan().SequenceEqual(Magic) || first < 0 || second < 0 || length != Header + (long)first + second || (view.ReadInt64(16) != Stamp(folder) && made != version()))
        {
            view.Dispose();
            map.Dispose();
            return null;
        }

        var facts = Bytes(Header, first);
        if (Sum(facts) != view.ReadUInt64(32))
        {
            view.Dispose();
            map.Dispose();
            return null;
        }

        var r = new Reader(facts);
        var kb = new KnowledgeBase(made, () =>
        {
            var block = Bytes(Header + first, second);
            if (Sum(block) != view.ReadUInt64(40))
            {
                return Gazetteer.Load(folder);
            }

            var places = new Reader(block);
            var towns = places.All(Towns);
            return new Gazetteer(places.All(Names).Select(n => (n.Name, n.Of.Select(t => towns[t]))));
        })
        {
            States = r.All(States).ToDictionary(s => s.Id, StringComparer.Ordinal),
            Organisations = r.All(Organisations).ToDictionary(o => o.Id, StringComparer.Ordinal),
            Places = r.All(Places),
            Instruments = r.All(Instruments).ToDictionary(i => i.Id, StringComparer.Ordinal),
            Provisions = r.All(Provisions),
            Areas = r.All(Areas),
            Claims = r.All(Claims),
            Outlets = r.All(Outlets),
            Happenings = r.All(Happenings),
            Named = r.All(NamedThings),
            Dossiers = r.All(Dossiers),
            Currencies = r.All(Currencies),
            Units = r.All(Units),
        };
        // Plain loops: LINQ over pairs of its own would be compiled at every start, which takes longer than reading them.
        var phrases = new List<(string Phrase, string Kind)>();
        foreach (var p in r.All(Pairs))
        {
            phrases.Add((p.First, p.Second));
        }

        var givenNames = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var p in r.All(Pairs))
        {
            (givenNames.TryGetValue(p.First, out var list) ? list : givenNames[p.First] = []).Add(p.Second);
        }

        var people = r.All(People);
        var names = r.All(Names);
        var byName = new Dictionary<string, Person>(names.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var n in names)
        {
            byName.Add(n.Name, people[n.Of[0]]);
        }

        var surnames = r.All(Names);
        var bySurname = new Dictionary<string, List<Person>>(surnames.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var n in surnames)
        {
            var bearers = new List<Person>(n.Of.Length);
            foreach (var of in n.Of)
            {
                bearers.Add(people[of]);
            }

            bySurname.Add(n.Name, bearers);
        }

        kb.Fill(phrases, givenNames, byName, bySurname, r.All(TenuresOf([], people)));
        return kb;
    }

    /// <summary>Tells a damaged block from a whole one; no protection against one made to deceive.</summary>
    private static ulong Sum(ReadOnlySpan<byte> block)
    {
        var sum = 0xcbf29ce484222325UL;
        foreach (var word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(block))
        {
            sum = (sum ^ word) * 0x100000001b3UL;
            sum ^= sum >> 29;
        }

        foreach (var b in block[(block.Length / 8 * 8)..])
        {
            sum = (sum ^ b) * 0x100000001b3UL;
        }

        return sum;
    }

    /// <summary>The names, lengths and times of change of the text files in one number (FNV-1a).</summary>
    public static long Stamp(string folder)
    {
        var stamp = 0xcbf29ce484222325UL;
        void Add(ulong n) => stamp = (stamp ^ n) * 0x100000001b3UL;
        foreach (var file in new DirectoryInfo(folder).GetFiles("*.tsv").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            foreach (var c in file.Name)
            {
                Add(c);
            }

            Add((ulong)file.Length);
            Add((ulong)file.LastWriteTimeUtc.Ticks);
        }

        return (long)stamp;
    }

    private static Form<Tenure> TenuresOf(Dictionary<Person, int> number, List<Person> people) => new((w, t) => w.Number(number[t.Person]).Text(t.State).Text(t.Kind).Text(t.Office).Day(t.Start).Day(t.End).Text(t.Source), r => new Tenure(people[r.Number()], r.Text(), r.Text(), r.Text(), r.Day()!.Value, r.Day(), r.Text()));

    private sealed record Pair(string First, string Second);

    /// <summary>A name and the places in a list of those whom it names.</summary>
    private sealed record NameOf(string Name, int[] Of);

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

        public Writer Real(double? n)
        {
            _out.Write(n ?? double.NaN);
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
        private readonly byte[] _block;
        private int _at;

        public Reader(byte[] block)
        {
            _block = block;
            _texts = new string[Number()];
            for (var i = 0; i < _texts.Length; i++)
            {
                var length = Number();
                _texts[i] = Encoding.UTF8.GetString(block, _at, length);
                _at += length;
            }
        }

        public int Number()
        {
            var n = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = _block[_at++];
                n |= (b & 0x7f) << shift;
                if (b < 0x80)
                {
                    return n;
                }
            }
        }

        public int[] Numbers()
        {
            var count = Number();
            if (count == 0)
            {
                return [];
            }

            var all = new int[count];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = Number();
            }

            return all;
        }

        public string Text() => _texts[Number()];

        public string[] Texts()
        {
            var count = Number();
            if (count == 0)
            {
                return [];
            }

            var all = new string[count];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = Text();
            }

            return all;
        }

        public LocalDate? Day() => Number() is > 0 and var n ? new LocalDate(n / 512, n / 32 % 16, n % 32) : null;

        public double? Real()
        {
            var d = BitConverter.ToDouble(_block, _at);
            _at += sizeof(double);
            return double.IsNaN(d) ? null : d;
        }

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
