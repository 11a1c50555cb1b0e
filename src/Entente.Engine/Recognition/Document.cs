using Entente.Engine.Cleaning;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Recognition;

/// <summary>A name or office found in a sentence, with what it refers to.</summary>
public sealed class Mention
{
    public required int Sentence { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    /// <summary>Index of the word that the rest of the sentence hangs on.</summary>
    public required int Head { get; init; }

    public required NameRole Role { get; init; }

    public required string Id { get; init; }

    public object? Fact { get; set; }

    public Actor? Actor { get; set; }

    /// <summary>Office said with a person, and its state.</summary>
    public string? OfficeKind { get; set; }

    public string? OfficeState { get; set; }

    public bool Former { get; set; }

    /// <summary>Said to be new in the office ("the new defense secretary").</summary>
    public bool New { get; set; }

    public NameDoubt? Doubt { get; set; }

    /// <summary>The noun of the offices that a list of names fills in turn: "the foreign ministers of A and B, X and Y".</summary>
    public int? Fills { get; set; }
}

/// <summary>A report while it is being understood: sentences, names, dates, and the day that relative dates count from.</summary>
public sealed class Document
{
    public required CleanText Clean { get; init; }

    public required string ReportId { get; init; }

    public required IReadOnlyList<Sentence> Sentences { get; init; }

    public string Text => Clean.Text;

    public List<Mention>[] Mentions { get; set; } = [];

    public List<DateMention>[] Dates { get; set; } = [];

    /// <summary>Whose own words each sentence is: the author of a statement or the speaker of a transcript, nobody where that speaker is unknown; null where it is the outlet's.</summary>
    public IReadOnlyList<Actor>?[] Voices { get; set; } = [];

    public When Published { get; set; } = When.Unknown;

    /// <summary>The day that "on Sunday" counts from; null where the report's day is not known closely enough.</summary>
    public LocalDate? Anchor { get; set; }

    /// <summary>The day of what the report mainly tells.</summary>
    public When MainDay { get; set; } = When.Unknown;

    public bool? DayFirst { get; set; }

    /// <summary>The state whose ministry or office issued the text; null where it is no such paper.</summary>
    public string? Issuer { get; set; }

    /// <summary>The states that the report is mainly about, most named first.</summary>
    public List<string> Principal { get; } = [];

    /// <summary>How much a report tells of the second of its two principal states, in mentions; those of the title and the lead count more.</summary>
    public int SecondWeight { get; set; }

    /// <summary>The same of the third.</summary>
    public int ThirdWeight { get; set; }

    public HashSet<string> Flags { get; } = new(StringComparer.Ordinal);

    public List<Origin> Origins { get; } = [];

    public string Span(int start, int end) => Text[start..end];

    public string Words(int sentence, int first, int last) => Text[Sentences[sentence].Tokens[first].Start..Sentences[sentence].Tokens[last].End];

    /// <summary>Whose own words a sentence is; nobody where they are the outlet's or the speaker is unknown.</summary>
    public IReadOnlyList<Actor> VoiceOf(int sentence) => sentence < Voices.Length && Voices[sentence] is { } voice ? voice : [];

    public Mention? MentionAt(int sentence, int token) => Mentions[sentence].Find(m => m.First <= token && token <= m.Last);
}
