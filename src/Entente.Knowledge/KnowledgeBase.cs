using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Entente.Knowledge;

/// <summary>The knowledge files, read and indexed. Immutable once loaded, shared by all threads.</summary>
public sealed class KnowledgeBase
{
    private Dictionary<string, Person> _people = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, List<Person>> _bySurname = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string State, string Kind), List<Tenure>> _offices = [];

    private Dictionary<string, List<string>> _givenNames = [];

    private readonly Lazy<Gazetteer> _gazetteer;

    internal KnowledgeBase(string version, Func<Gazetteer> gazetteer)
    {
        Version = version;
        _gazetteer = new Lazy<Gazetteer>(gazetteer);
    }

    /// <summary>Cities and regions of the world, read when first asked for.</summary>
    public Gazetteer Gazetteer => _gazetteer.Value;

    public string Version { get; }

    public IReadOnlyDictionary<string, State> States { get; internal set; } = null!;

    public IReadOnlyDictionary<string, Organisation> Organisations { get; internal set; } = null!;

    public IReadOnlyList<Place> Places { get; internal set; } = null!;

    public IReadOnlyDictionary<string, Instrument> Instruments { get; internal set; } = null!;

    public IReadOnlyList<Provision> Provisions { get; internal set; } = null!;

    /// <summary>What offices are called in running text, and their kinds.</summary>
    public IReadOnlyList<(string Phrase, string Kind)> OfficePhrases { get; internal set; } = null!;

    public IReadOnlyList<Area> Areas { get; internal set; } = null!;

    public IReadOnlyList<PlaceClaim> Claims { get; internal set; } = null!;

    public IReadOnlyList<Outlet> Outlets { get; internal set; } = null!;

    public IReadOnlyList<Happening> Happenings { get; internal set; } = null!;

    /// <summary>Weapons, exercises and formats of meeting.</summary>
    public IReadOnlyList<NamedThing> Named { get; internal set; } = null!;

    public IReadOnlyList<Dossier> Dossiers { get; internal set; } = null!;

    public IReadOnlyList<Currency> Currencies { get; internal set; } = null!;

    public IReadOnlyList<MeasureUnit> Units { get; internal set; } = null!;

    public IReadOnlyList<Tenure> Tenures { get; private set; } = null!;

    public IEnumerable<Person> People => _people.Values.Distinct();

    /// <summary>The files' content: from the pack that <see cref="Pack"/> made of just these files, else from the text.</summary>
    /// <exception cref="KnowledgeException">A file is missing or has an error; the engine never starts on half a file.</exception>
    public static KnowledgeBase Load(string folder) => KnowledgePack.Read(folder, () => VersionOf(folder)) ?? LoadText(folder);

    /// <summary>Compiles the files into the pack beside them, from which they are loaded until one of them changes.</summary>
    /// <exception cref="KnowledgeException">A file is missing or has an error.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Pack(string folder)
    {
        var stamp = KnowledgePack.Stamp(folder);
        KnowledgePack.Write(LoadText(folder), folder, stamp);
    }

    /// <summary>What the text files say, whatever the pack.</summary>
    /// <exception cref="KnowledgeException">A file is missing or has an error.</exception>
    public static KnowledgeBase LoadText(string folder)
    {
        var kb = new KnowledgeBase(VersionOf(folder), () => Gazetteer.Load(folder));
        kb.States = Tsv.Read(folder, "states.tsv").Select(r => new State(r["id"], r["name"], r.List("adjectives"), r.List("people"), r["capital"], Number(r, "lat")!.Value, Number(r, "lon")!.Value, r.List("aliases"), Number(r, "mid_lat")!.Value, Number(r, "mid_lon")!.Value)).ToDictionary(s => s.Id, StringComparer.Ordinal);
        kb.Organisations = Tsv.Read(folder, "organisations.tsv").Select(r => Governing(r, new Organisation(r["id"], r["label"], r["type"], r["state"], r.List("aliases")))).ToDictionary(o => o.Id, StringComparer.Ordinal);
        kb.Places = [.. Tsv.Read(folder, "places.tsv").Select(r => new Place(r["id"], r["label"], r["country"], Number(r, "lat"), Number(r, "lon"), r["kind"], r.List("aliases")))];
        kb.Instruments = Tsv.Read(folder, "instruments.tsv").Select(r => new Instrument(r["id"], r["label"], r.List("parties"), Day(r, "signed", false), Day(r, "force", false), Day(r, "ended", true), r["mechanism"], r.List("aliases"))).ToDictionary(i => i.Id, StringComparer.Ordinal);
        kb.Provisions = [.. Tsv.Read(folder, "provisions.tsv").Select(r => kb.Instruments.ContainsKey(r["instrument"]) ? new Provision(r["instrument"], r["article"], r["obligation"], r["condition"], r["scope"], r.List("aliases"), r.List("acts"), r.List("objects"), r.List("areas")) : throw r.Error($"no instrument '{r["instrument"]}'"))];
        kb.OfficePhrases = [.. Tsv.Read(folder, "offices.tsv").Select(r => (r["phrase"], r["kind"]))];
        kb.Areas = [.. Tsv.Read(folder, "areas.tsv").Select(r => (r["kind"] == "state" ? kb.States.ContainsKey(r["member"]) : kb.Places.Any(p => p.Id == r["member"])) ? new Area(r["area"], r["member"], r["kind"] switch { "state" => AreaKind.State, "place" => AreaKind.Place, "except" => AreaKind.Except, var kind => throw r.Error($"'{kind}' is neither state, place nor except") }, r["note"]) : throw r.Error($"no {r["kind"]} '{r["member"]}'"))];
        kb.Claims = [.. Tsv.Read(folder, "claims.tsv").Select(r => !kb.Places.Any(p => p.Id == r["place"]) ? throw r.Error($"no place '{r["place"]}'") : !kb.States.ContainsKey(r["state"]) ? throw r.Error($"no state '{r["state"]}'") : new PlaceClaim(r["place"], r["state"], r["relation"] is "administers" or "claims" ? r["relation"] : throw r.Error($"'{r["relation"]}' is neither administers nor claims"), Day(r, "start", false) ?? throw r.Error("no start"), Day(r, "end", true), r["source"]))];
        kb.Outlets = [.. Tsv.Read(folder, "outlets.tsv").Select(r => new Outlet(r["name"], r["kind"] == "wire", r["country"], r["state_media"] == "yes", r.List("aliases"), r.List("domains"), r["family"]))];
        kb.Happenings = [.. Tsv.Read(folder, "happenings.tsv").Select(r => new Happening(Day(r, "start", false) ?? throw r.Error("no start"), Day(r, "end", true) ?? throw r.Error("no end"), r["kind"], r.List("actors"), r["place"], r["what"]))];
        kb.Dossiers = [.. Tsv.Read(folder, "dossiers.tsv").Select(r => new Dossier(r["id"], r["label"], r.List("members")))];
        kb.Named = [.. Tsv.Read(folder, "named.tsv").Select(r => new NamedThing(r["id"], r["label"], r["kind"] is "weapon" or "exercise" or "format" ? r["kind"] : throw r.Error($"'{r["kind"]}' is neither weapon, exercise nor format"), r["mechanism"], Array.Find(r.List("states"), x => !kb.States.ContainsKey(x) && !kb.Organisations.ContainsKey(x)) is { } unknown ? throw r.Error($"no state '{unknown}'") : r.List("states"), r.List("aliases"), r["source"]))];
        kb.Currencies = [.. Tsv.Read(folder, "currencies.tsv").Select(r => new Currency(r["code"].Length == 3 ? r["code"] : throw r.Error($"'{r["code"]}' is no code of three letters"), r["name"], r.List("signs"), r.List("nouns"), r.List("states"), r["bare"] == "yes"))];
        kb.Units = [.. Tsv.Read(folder, "units.tsv").Select(r => new MeasureUnit(r["unit"], r.List("names"), r["kind"], Number(r, "si")))];
        kb._givenNames = Tsv.Read(folder, "given-names.tsv").SelectMany(r => new[] { (From: r["short"], To: r["full"]), (From: r["full"], To: r["short"]) }).GroupBy(r => r.From, r => r.To, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        kb.ReadPeople(folder);
        return kb;
    }

    private void ReadPeople(string folder)
    {
        foreach (var row in Tsv.Read(folder, "people.tsv"))
        {
            var person = new Person(row["label"]);
            person.Aliases.AddRange(row.List("aliases"));
            foreach (var name in person.Aliases.Prepend(person.Label))
            {
                if (!_people.TryAdd(name, person) && _people[name] != person)
                {
                    throw row.Error($"'{name}' already names {_people[name].Label}");
                }
            }
        }

        // Recent rows settle the end of open rows of the same office in the extracts.
        var recent = Tsv.Read(folder, "tenures-recent.tsv").Select(ReadTenure).ToList();
        var settled = recent.GroupBy(t => (t.State, t.Kind)).ToDictionary(g => g.Key, g => g.Min(t => t.Start));
        var tenures = new List<Tenure>(recent);
        tenures.AddRange(Tsv.Read(folder, "tenures-offices.tsv").Select(ReadTenure));
        tenures.AddRange(Tsv.Read(folder, "tenures-world.tsv").Select(ReadTenure));
        foreach (var tenure in Tsv.Read(folder, "tenures.tsv").Select(ReadTenure))
        {
            if (settled.TryGetValue((tenure.State, tenure.Kind), out var from) && !IsShared(tenure.Kind))
            {
                // Between two recent rows with years between them the older row stands.
                var open = tenure.End ?? recent.Where(t => t.State == tenure.State && t.Kind == tenure.Kind && t.Start > tenure.Start).Select(t => (LocalDate?)t.Start).Min();
                if (tenure.Start >= from && open is { } until && !recent.Exists(t => t.State == tenure.State && t.Kind == tenure.Kind && t.Start < until && tenure.Start < (t.End ?? LocalDate.MaxIsoValue)))
                {
                    tenures.Add(tenure with { End = until });
                    continue;
                }

                if (tenure.Start >= from || recent.Exists(t => t.State == tenure.State && t.Kind == tenure.Kind && t.Person == tenure.Person && t.Start <= (tenure.End ?? tenure.Start) && tenure.Start <= (t.End ?? t.Start)))
                {
                    continue;
                }

                // A successor whom only the rows of the wide lists know comes before the first recent one.
                var next = tenures.Where(t => t.State == tenure.State && t.Kind == tenure.Kind && t.Start > tenure.Start).Select(t => t.Start).Append(from).Min();
                tenures.Add(tenure.End is { } end && end <= from ? tenure : tenure with { End = tenure.End is null ? next : from });
            }
            else if (!recent.Exists(t => t.State == tenure.State && t.Kind == tenure.Kind && t.Person == tenure.Person))
            {
                tenures.Add(tenure);
            }
        }

        // An office that one person holds at a time passes from a holder without a known end to the next.
        foreach (var office in tenures.Where(t => !IsShared(t.Kind)).GroupBy(t => (t.State, t.Kind, t.Office)).ToList())
        {
            var ordered = office.OrderBy(t => t.Start).ToList();
            for (var i = 0; i + 1 < ordered.Count; i++)
            {
                if (ordered[i].End is null && ordered[i + 1].Start > ordered[i].Start && ordered[i + 1].Person != ordered[i].Person)
                {
                    tenures[tenures.IndexOf(ordered[i])] = ordered[i] with { End = ordered[i + 1].Start };
                }
            }
        }

        Hold([.. tenures.OrderBy(t => t.State, StringComparer.Ordinal).ThenBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Start).ThenBy(t => t.Person.Label, StringComparer.Ordinal)]);
        foreach (var person in People)
        {
            foreach (var surname in Surnames(person))
            {
                var list = _bySurname.TryGetValue(surname, out var known) ? known : _bySurname[surname] = [];
                if (!list.Contains(person))
                {
                    list.Add(person);
                }
            }
        }
    }

    private void Hold(IReadOnlyList<Tenure> tenures)
    {
        Tenures = tenures;
        foreach (var tenure in tenures)
        {
            tenure.Person.Tenures.Add(tenure);
            var key = (tenure.State, tenure.Kind);
            (_offices.TryGetValue(key, out var list) ? list : _offices[key] = []).Add(tenure);
        }
    }

    /// <summary>What is indexed beside the lists of facts, for the pack.</summary>
    internal (IReadOnlyDictionary<string, List<string>> GivenNames, IReadOnlyDictionary<string, Person> ByName, IReadOnlyDictionary<string, List<Person>> BySurname) Parts => (_givenNames, _people, _bySurname);

    /// <summary>Puts people and offices in place as a pack holds them.</summary>
    internal void Fill(IReadOnlyList<(string Phrase, string Kind)> officePhrases, Dictionary<string, List<string>> givenNames, Dictionary<string, Person> byName, Dictionary<string, List<Person>> bySurname, IReadOnlyList<Tenure> tenures)
    {
        OfficePhrases = officePhrases;
        (_givenNames, _people, _bySurname) = (givenNames, byName, bySurname);
        Hold(tenures);
    }

    private static IEnumerable<string> Surnames(Person person)
    {
        yield return person.Surname;
        yield return Plain(person.Surname);
        // "al-Sisi" is also called "Sisi"; "Austin III" by the word before.
        var dash = person.Surname.IndexOf('-', StringComparison.Ordinal);
        if (dash is > 0 and <= 2)
        {
            yield return person.Surname[(dash + 1)..];
        }

        if (person.Label.Contains(" bin ", StringComparison.Ordinal) || person.Label == "Abiy Ahmed")
        {
            yield return person.Label.Split(' ')[0];
        }
    }

    /// <summary>Letters without their marks, for names that are printed either way.</summary>
    public static string Plain(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var builder = new System.Text.StringBuilder(text.Length);
        foreach (var c in text.Normalize(System.Text.NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                builder.Append(c switch { 'ı' => 'i', 'ł' => 'l', 'ø' => 'o', 'đ' => 'd', '’' => '\'', _ => c });
            }
        }

        return builder.ToString();
    }

    private Tenure ReadTenure(Tsv.Row row)
    {
        var name = row["person"];
        if (!_people.TryGetValue(name, out var person) && !_people.TryGetValue(Plain(name), out person))
        {
            person = new Person(Plain(name));
            _people[name] = person;
            _people[Plain(name)] = person;
            if (Plain(name) != name)
            {
                person.Aliases.Add(name);
            }
        }

        var start = Day(row, "start", false) ?? throw row.Error("a tenure needs a start");
        var end = Day(row, "end", true);
        if (end < start)
        {
            throw row.Error($"the tenure ends before it starts ({row["start"]} to {row["end"]})");
        }

        return new Tenure(person, row["state"], row["kind"], row["office"], start, end, row["source"]);
    }

    /// <summary>Kinds of office that several hold at once.</summary>
    private static bool IsShared(string kind) => kind is "vice-president" or "deputy-prime-minister" or "deputy-foreign-minister" or "foreign-spokesperson" or "spokesperson" or "ambassador" or "un-ambassador" or "commander" or "chief-of-army" or "minister" or "adviser" or "party-leader" or "other-minister" or "minister-of-state" or "service-chief" or "under-secretary" or "envoy" or "speaker";

    /// <summary>The person of a full name or another spelling of it; "Jr", middle initials and short given names ("Joseph R. Biden, Jr.") do not make another person where one of that name is known.</summary>
    public Person? FindPerson(string name)
    {
        if (_people.TryGetValue(name, out var p) || _people.TryGetValue(Plain(name), out p))
        {
            return p;
        }

        var words = name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var elder = words.Length > 2 && Descent.Contains(words[^1].TrimEnd('.')) ? words[..^1] : words;
        if (elder.Length < 2)
        {
            return null;
        }

        // Middle initials are left out one by one, never the first: "J. Biden" may be anybody.
        var bare = string.Join(' ', elder.Where((w, i) => i == 0 || i == elder.Length - 1 || !(w.Length == 2 && w[1] == '.' && char.IsUpper(w[0]))));
        var rest = bare[elder[0].Length..];
        foreach (var given in (_givenNames.GetValueOrDefault(elder[0]) ?? []).Prepend(elder[0]))
        {
            foreach (var mark in (ReadOnlySpan<string>)["", " Jr", ", Jr."])
            {
                if (_people.TryGetValue(given + rest + mark, out p))
                {
                    return p;
                }
            }
        }

        // A patronymic or a further given name between the two that everybody uses ("Shavkat Miromonovich Mirziyoyev").
        return elder.Length == 3 && elder[1].Length > 4 && char.IsUpper(elder[1][0]) && elder[1][^3..] is "ich" or "vna" or "ych" or "hna" ? _people.GetValueOrDefault(elder[0] + " " + elder[2]) : null;
    }

    /// <summary>What stands behind a name to tell it from an older bearer's.</summary>
    private static readonly HashSet<string> Descent = new(StringComparer.Ordinal) { "Jr", "Sr", "II", "III", "IV" };

    public IReadOnlyList<Person> FindBySurname(string surname) => _bySurname.TryGetValue(surname, out var list) || _bySurname.TryGetValue(Plain(surname), out list) || (WithoutArticle(surname) is { } bare && _bySurname.TryGetValue(Plain(bare), out list)) ? list : [];

    /// <summary>"El-Sisi", "Al Sisi", "as-Sudani" without the Arabic article, which papers spell each in its own way; null where there is none.</summary>
    private static string? WithoutArticle(string surname) => surname.Length > 5 && surname[2] is '-' or ' ' && char.IsUpper(surname[3]) && surname[..2].ToLowerInvariant() is "al" or "el" or "as" or "ad" or "ar" or "at" or "an" or "az" ? surname[3..] : null;

    public IEnumerable<Tenure> Holders(string state, string kind) => _offices.TryGetValue((state, kind), out var list) ? list : [];

    public Tenure? Holder(string state, string kind, LocalDate day) => Holders(state, kind).LastOrDefault(t => t.Covers(day));

    /// <summary>"the" before names of states that take it.</summary>
    public string Of(string state) => (state is "BHS" or "GMB" or "MDV" or "NLD" or "PHL" or "ARE" or "GBR" or "USA" or "CAF" or "COM" or "CZE" or "DOM" or "MHL" or "SLB" or "SYC" ? "the " : "") + LabelOf(state);

    /// <summary>Short English name of a state or organisation by its code.</summary>
    public string LabelOf(string code) => States.TryGetValue(code, out var s) ? s.Name : Organisations.TryGetValue(code, out var o) ? o.Label : code;

    /// <summary>The first weapon, exercise or format of meeting that a text names as a whole word; null where it names none.</summary>
    public NamedThing? NamedIn(string text)
    {
        var (best, at) = (null as NamedThing, int.MaxValue);
        foreach (var thing in Named)
        {
            foreach (var name in thing.Aliases.Prepend(thing.Label))
            {
                var i = text.IndexOf(name, StringComparison.Ordinal);
                if (i >= 0 && i < at && (i == 0 || !char.IsLetterOrDigit(text[i - 1])) && (i + name.Length == text.Length || !char.IsLetterOrDigit(text[i + name.Length])))
                {
                    (best, at) = (thing, i);
                }
            }
        }

        return best;
    }

    /// <summary>An organisation with what it governs, told as "AFG from 2021-08-15".</summary>
    private static Organisation Governing(Tsv.Row row, Organisation o) => row["governs"].Split(" from ") is [{ Length: 3 } state, var from] && LocalDatePattern.Iso.Parse(from) is { Success: true } day
        ? o with { Governs = state, GovernsFrom = day.Value } : row["governs"].Length == 0 ? o : throw row.Error($"'{row["governs"]}' is no state with a day");

    private static double? Number(Tsv.Row row, string column) =>
        row[column].Length == 0 ? null : double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var d) ? d : throw row.Error($"'{row[column]}' is no number");

    private static LocalDate? Day(Tsv.Row row, string column, bool last)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Length == 10 && LocalDatePattern.Iso.Parse(text) is { Success: true } day)
        {
            return day.Value;
        }

        if (text.Length >= 4 && int.TryParse(text[..4], out var year) && year is > 1000 and < 3000)
        {
            if (text.Length == 4)
            {
                return last ? new LocalDate(year, 12, 31) : new LocalDate(year, 1, 1);
            }

            if (text.Length == 7 && int.TryParse(text[5..], out var month) && month is >= 1 and <= 12)
            {
                return last ? new LocalDate(year, month, 1).PlusMonths(1).PlusDays(-1) : new LocalDate(year, month, 1);
            }
        }

        throw row.Error($"'{text}' is no date");
    }

    private static string VersionOf(string folder)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tsv").Order(StringComparer.Ordinal) : throw new KnowledgeException($"{folder}: no such knowledge folder"))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>Faults that reading alone does not refuse: overlapping tenures of offices that one person holds, and members that no file knows.</summary>
    public IEnumerable<string> Check()
    {
        foreach (var group in Tenures.Where(t => !IsShared(t.Kind) && t.Kind is "president" or "prime-minister" or "foreign-minister" or "defence-minister").GroupBy(t => (t.State, t.Kind)))
        {
            var ordered = group.OrderBy(t => t.Start).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                var before = ordered[i - 1];
                // A date known by its year only may overlap by up to that year.
                var slack = before.End is { Month: 12, Day: 31 } || ordered[i].Start is { Month: 1, Day: 1 } ? 370 : 31;
                if (before.End is { } end && end > ordered[i].Start.PlusDays(slack) && before.Person != ordered[i].Person)
                {
                    yield return $"{before.Office}: {before.Person} (to {end}) overlaps {ordered[i].Person} (from {ordered[i].Start})";
                }
            }
        }

        foreach (var instrument in Instruments.Values)
        {
            foreach (var party in instrument.Parties.Where(p => p != "*" && !States.ContainsKey(p) && !Organisations.ContainsKey(p)))
            {
                yield return $"instrument {instrument.Id}: no party '{party}'";
            }

            if (instrument.InForce < instrument.Signed)
            {
                yield return $"instrument {instrument.Id}: in force before it was signed";
            }
        }

        foreach (var provision in Provisions)
        {
            foreach (var area in provision.Areas.Where(a => a is not ("any" or "territory") && !(a.StartsWith("administered:", StringComparison.Ordinal) && States.ContainsKey(a[13..])) && !Areas.Any(x => x.Name == a)))
            {
                yield return $"provision {provision.Instrument} {provision.Article}: no area '{area}'";
            }
        }

        foreach (var group in Claims.Where(c => c.Relation == "administers").GroupBy(c => c.Place))
        {
            var ordered = group.OrderBy(c => c.Start).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i - 1].State != ordered[i].State && (ordered[i - 1].End is not { } end || end > ordered[i].Start))
                {
                    yield return $"place {group.Key}: administered by {ordered[i - 1].State} and {ordered[i].State} at once";
                }
            }
        }

        foreach (var place in Places.Where(p => p.Country.Length > 0 && !States.ContainsKey(p.Country)))
        {
            yield return $"place {place.Id}: no state '{place.Country}'";
        }

        // A name for two different things of one kind would be taken for whichever comes first.
        foreach (var (kind, names) in new (string, IEnumerable<(string Name, string Id)>)[]
        {
            ("states", States.Values.SelectMany(s => s.Aliases.Append(s.Name).Select(n => (n, s.Id)))),
            ("organisations", Organisations.Values.SelectMany(o => o.Aliases.Append(o.Label).Select(n => (n, o.Id)))),
            ("places", Places.SelectMany(p => p.Aliases.Append(p.Label).Select(n => (n, p.Id)))),
            ("currencies", Currencies.Where(c => c.Bare).SelectMany(c => c.Signs.Concat(c.Nouns).Select(n => (n, c.Code)))),
            ("units", Units.SelectMany(u => u.Names.Select(n => (n, u.Name)))),
            ("named things", Named.SelectMany(t => t.Aliases.Append(t.Label).Select(n => (n, t.Id)))),
        })
        {
            foreach (var twice in names.GroupBy(n => n.Name, StringComparer.Ordinal).Where(g => g.Select(n => n.Id).Distinct().Count() > 1))
            {
                yield return $"{kind}: '{twice.Key}' names {string.Join(" and ", twice.Select(n => n.Id).Distinct())}";
            }
        }

        foreach (var dossier in Dossiers)
        {
            foreach (var member in dossier.Members.Where(m => !States.ContainsKey(m) && !Organisations.ContainsKey(m)))
            {
                yield return $"dossier {dossier.Id}: no member '{member}'";
            }
        }

        // A happening dates a report by the people whom both name; a name that nobody bears would never fit.
        foreach (var happening in Happenings)
        {
            foreach (var actor in happening.Actors.Where(a => FindPerson(a)?.Label != a))
            {
                yield return $"happening of {happening.Start}: no person '{actor}'";
            }
        }

        foreach (var currency in Currencies)
        {
            foreach (var state in currency.States.Where(x => !States.ContainsKey(x) && !Organisations.ContainsKey(x)))
            {
                yield return $"currency {currency.Code}: no state '{state}'";
            }
        }

        foreach (var tenure in Tenures.Where(t => !States.ContainsKey(t.State) && !Organisations.ContainsKey(t.State)))
        {
            yield return $"tenure of {tenure.Person}: no state '{tenure.State}'";
        }
    }
}
