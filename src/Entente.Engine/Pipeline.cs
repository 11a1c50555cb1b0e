using Entente.Engine.Cleaning;
using Entente.Engine.Coding;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Pages;
using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;
using NodaTime.Text;

namespace Entente.Engine;

/// <summary>The way of one report, in order: read, clean, annotate, recognise, date, code. Pure, and safe to share between threads.</summary>
public sealed class Pipeline(Annotator annotator, KnowledgeBase kb, RuleFiles rules)
{
    private readonly Cleaner _cleaner = new(rules, kb);
    private readonly Recognizer _recognizer = new(kb);
    private readonly Dating _dating = new(kb);
    private readonly PlaceFinder _places = new(kb);
    private readonly OriginFinder _origins = new(kb);
    private VoiceFinder? _voices;

    /// <summary>Versions that a reading depends on: engine, rules, knowledge.</summary>
    public string Version { get; } = $"1/{rules.Version}/{kb.Version}";

    public static Pipeline Load(string home)
    {
        var rules = RuleFiles.Load(Path.Combine(home, "rules"));
        KnowledgeBase? kb = null;
        Annotator? annotator = null;
        Parallel.Invoke(() => kb = KnowledgeBase.Load(Path.Combine(home, "knowledge")), () => annotator = Annotator.Load(Path.Combine(home, "models"), rules.Verbs));
        return new Pipeline(annotator!, kb!, rules);
    }

    public RuleFiles Rules => rules;

    public CleanText Clean(string text) => _cleaner.Clean(text);

    /// <summary>The sentences of a text without what was removed from it.</summary>
    public IReadOnlyList<Sentence> Annotate(string text, IReadOnlyList<Removal> removed) =>
        annotator.Annotate(text, _cleaner.Clean(text).Paragraphs.Where(p => !removed.Any(r => r.Start <= p.Start && p.End <= r.End)), Tier.Accurate, _recognizer.Units, Promise.Of);

    /// <summary>The places that a bare text names.</summary>
    public IReadOnlyList<FoundPlace> Places(string text)
    {
        var clean = Cleaner.Bare(text);
        var doc = new Document { Clean = clean, ReportId = "", Sentences = annotator.Annotate(text, clean.Paragraphs, Tier.Accurate, _recognizer.Units, Promise.Of) };
        _recognizer.FindNames(doc);
        return _places.Find(doc);
    }

    /// <summary>The id that the report of these bytes will have, known before it is read.</summary>
    public static string IdOf(SourceFile file) => "rp-" + Hash.Of(Hash.OfBytes(file.Bytes), file.Outlet ?? "", file.Url ?? "", file.Published ?? "");

    /// <param name="headless">The text is a bare passage without title or head, of which acts are wanted by whomever they are done; a record wants those of states.</param>
    public (Record.Reading? Reading, ReadFailure? Failure) Read(SourceFile file, bool headless = false)
    {
        try
        {
            return ReadOne(file, headless);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException or FormatException)
        {
            // A fault of the program's own, but of one report: named, and the others are read.
            return (null, new ReadFailure(file.Source, $"the program failed on this report ({e.GetType().Name}: {e.Message})"));
        }
    }

    private (Record.Reading? Reading, ReadFailure? Failure) ReadOne(SourceFile file, bool headless)
    {
        var id = IdOf(file);
        var (text, why) = (null as string, null as string);
        IReadOnlyList<string> authors = [];
        if (PageReader.IsPage(file.Bytes))
        {
            (text, why, file, authors) = ReadPage(file);
        }
        else
        {
            (text, why) = TextReading.Decode(file.Bytes);
        }

        if (text is null)
        {
            return (null, new ReadFailure(file.Source, why!));
        }

        file = file with { Outlet = OutletCalled(file.Outlet) ?? OutletAt(file.Url) };
        When? given = null;
        if (file.Published is { } published)
        {
            var day = LocalDatePattern.Iso.Parse(published.Length >= 10 ? published[..10] : published);
            if (!day.Success)
            {
                return (null, new ReadFailure(file.Source, $"'{published}' is no date (wanted: 2024-04-10)"));
            }

            given = When.OnDay(day.Value, DateBasis.Stated);
        }

        var clean = headless ? Cleaner.Bare(text) : _cleaner.Clean(text);
        if (file.Url is null && clean.Address is { } printed)
        {
            var address = printed[printed.IndexOf("http", StringComparison.OrdinalIgnoreCase)..];
            file = file with { Url = address, Outlet = file.Outlet ?? OutletAt(address) };
        }

        var language = file.Language ?? LanguageGuess.Of(text);
        var coded = language == "en";
        var doc = new Document { Clean = clean, ReportId = id, Sentences = coded ? annotator.Annotate(text, clean.Paragraphs, Tier.Accurate, _recognizer.Units, Promise.Of) : [] };
        Recognise(doc, given, file.Url);
        (_voices ??= new VoiceFinder(kb, _recognizer, annotator)).Find(doc);
        TranslationSigns.Flag(doc);
        _origins.Find(doc);
        IReadOnlyList<Claim> claims = coded ? new Coder(doc, kb, rules, _recognizer, anyone: headless).Code() : [];
        if (!coded)
        {
            doc.Flags.Add("not-coded");
        }

        var fetched = file.Retrieved is { } at && LocalDatePattern.Iso.Parse(at) is { Success: true } parsed ? parsed.Value : (NodaTime.LocalDate?)null;
        var report = new Report
        {
            Id = id,
            Source = file.Source,
            Text = text,
            // An agency's own copy signs in its dateline only.
            Outlet = file.Outlet ?? clean.Outlet ?? (clean.Credits.Count > 0 ? text[clean.Credits[0].Start..clean.Credits[0].End] : null),
            Url = file.Url,
            Title = clean.TitleText,
            Byline = clean.Byline ?? (authors.Count > 0 ? string.Join(", ", authors) : file.Byline),
            Published = doc.Published,
            KnownBy = fetched is { } f && !(doc.Published.End < f) ? f : doc.Published.End,
            Retrieved = fetched,
            Language = language,
            Removed = clean.Removed,
            Origins = doc.Origins,
            Doubts = [.. doc.Mentions.SelectMany((mentions, s) => mentions.Where(m => m.Doubt is not null).Select(m => new DoubtAt(m.Doubt!, Around(doc, s, m)))).DistinctBy(d => (d.Doubt, d.Evidence.Start))],
            Flags = [.. doc.Flags.Order(StringComparer.Ordinal)],
        };
        return (new Record.Reading(report, claims, Version), null);
    }

    private void Recognise(Document doc, When? given, string? url)
    {
        _recognizer.FindNames(doc);
        _dating.Date(doc, given, url);
        _recognizer.ResolvePersons(doc);
    }

    /// <summary>Who, which state and which place each name in a text, its title and dateline is taken for, in order; a state is told by its code.</summary>
    public IReadOnlyList<NamedInText> Named(string text)
    {
        var clean = _cleaner.Clean(text);
        var whole = new[] { clean.Title, clean.Dateline }.OfType<(int, int)>().Concat(clean.HeadLines).Concat(clean.Paragraphs);
        var doc = new Document { Clean = clean, ReportId = "", Sentences = annotator.Annotate(text, whole, Tier.Accurate, _recognizer.Units, Promise.Of) };
        Recognise(doc, null, null);
        var named = _places.Find(doc).Where(p => p.Form == "name").Select(p => new NamedInText("place", p.Start, p.End, p.Label)).ToList();
        named.AddRange(doc.Mentions.SelectMany(m => m).Where(m => m.Fact is Place).Select(m => new NamedInText("place", doc.Sentences[m.Sentence].Tokens[m.First].Start, doc.Sentences[m.Sentence].Tokens[m.Last].End, ((Place)m.Fact!).Label)));
        foreach (var (mentions, s) in doc.Mentions.Select((m, s) => (m, s)))
        {
            foreach (var m in mentions)
            {
                var (start, end) = (doc.Sentences[s].Tokens[m.First].Start, doc.Sentences[s].Tokens[m.Last].End);
                if (m is { Role: NameRole.Person, Actor: { } actor })
                {
                    named.Add(new NamedInText("person", start, end, actor.Label));
                }
                else if (m.Fact is State state)
                {
                    // A house of government is where something is, or the government itself.
                    var house = Parties.IsHouse(text[start..end]) && m.First > 0 && doc.Sentences[s].Tokens[m.First - 1].Lower is "the" or "at" or "outside" or "in" && doc.Sentences[s].Tokens.Take(m.First).TakeLast(2).Any(t => t.Lower is "at" or "in" or "outside" or "inside" or "near" or "to");
                    named.Add(house ? new NamedInText("place", start, end, text[start..end]) : new NamedInText("state", start, end, state.Id));
                }
            }
        }

        return [.. named.OrderBy(n => n.Start).ThenBy(n => n.Kind, StringComparer.Ordinal)];
    }

    private string? OutletAt(string? url) => url is not null && Uri.TryCreate(url, UriKind.Absolute, out var address)
        ? kb.Outlets.FirstOrDefault(o => o.Domains.Any(d => address.Host == d || address.Host.EndsWith("." + d, StringComparison.OrdinalIgnoreCase)))?.Name
        : null;

    /// <summary>An outlet under the name that the knowledge files have for it; as printed where they know none.</summary>
    private string? OutletCalled(string? printed) => printed is null ? null : kb.Outlets.FirstOrDefault(o => o.Name == printed || o.Aliases.Concat(o.Domains).Contains(printed, StringComparer.OrdinalIgnoreCase))?.Name ?? printed;

    /// <summary>The article of a web page as text, with what the page says of it where the file itself says nothing.</summary>
    private (string? Text, string? Why, SourceFile File, IReadOnlyList<string> Authors) ReadPage(SourceFile file)
    {
        Article article;
        try
        {
            article = PageReader.Read(file.Bytes, file.Url);
        }
        catch (InvalidDataException e)
        {
            return (null, e.Message, file, []);
        }

        if (article.Paragraphs.Count == 0)
        {
            return (null, "no article was found on the page", file, []);
        }

        return ((article.Title is { } title ? title + "\n\n" : "") + string.Join("\n\n", article.Paragraphs) + "\n", null,
            file with { Outlet = file.Outlet ?? OutletAt(article.Url) ?? OutletCalled(article.Outlet), Url = file.Url ?? article.Url, Published = file.Published ?? article.Published, Language = file.Language },
            article.Authors);
    }

    /// <summary>The sentence of a name, or of a long one the words around it.</summary>
    private static Evidence Around(Document doc, int sentence, Mention m)
    {
        var (start, end) = (doc.Sentences[sentence].Start, doc.Sentences[sentence].End);
        if (end - start > 380)
        {
            (start, end) = (doc.Sentences[sentence].Tokens[m.First].Start, doc.Sentences[sentence].Tokens[m.Last].End);
        }

        return new Evidence(doc.ReportId, start, end, doc.Text[start..end], null);
    }
}

/// <summary>A name in a text and what it is taken for. Offsets are UTF-16 units, <paramref name="End"/> exclusive.</summary>
/// <param name="Kind">person, state or place.</param>
/// <param name="Label">The person's or place's name in the knowledge files, as printed where they have none; a state's code.</param>
public sealed record NamedInText(string Kind, int Start, int End, string Label);
