using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Engine.Recognition.Times;
using NodaTime.Text;

namespace Entente.Workbench;

/// <summary>Time expressions against WikiWars (histories of wars, marked with TIMEX3): the same span, and the same value as well.</summary>
public static partial class DateEvaluation
{
    /// <param name="part">testset or trainingset of the corpus.</param>
    public static IEnumerable<(string What, double Percent)> Run(string corpora, string part)
    {
        int found = 0, gold = 0, same = 0, value = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(corpora, "language", "wikiwars", part), "*.tml").Order(StringComparer.Ordinal))
        {
            var raw = File.ReadAllText(file);
            var (text, marks) = Marked(TextOf().Match(raw).Groups[1].Value);
            var tagged = TimeTagger.Tag(text, LocalDatePattern.Iso.Parse(CreatedOn().Match(raw).Groups[1].Value).Value).ToDictionary(t => (t.Start, t.End), t => t.Value);
            found += tagged.Count;
            gold += marks.Count;
            foreach (var (span, wanted) in marks)
            {
                if (tagged.TryGetValue(span, out var got))
                {
                    same++;
                    value += got == wanted ? 1 : 0;
                }
            }
        }

        yield return ("dates strict", 200.0 * same / (found + gold));
        yield return ("dates value", 200.0 * value / (found + gold));
    }

    private static (string Text, Dictionary<(int, int), string> Marks) Marked(string body)
    {
        var text = new StringBuilder();
        var marks = new Dictionary<(int, int), string>();
        var open = new Stack<(int Start, string Value)>();
        var at = 0;
        foreach (Match tag in Tag().Matches(body))
        {
            text.Append(WebUtility.HtmlDecode(body[at..tag.Index]));
            at = tag.Index + tag.Length;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal))
            {
                var (start, value) = open.Pop();
                marks[(start, text.Length)] = value;
            }
            else
            {
                open.Push((text.Length, ValueOf().Match(tag.Value).Groups[1].Value));
            }
        }

        return (text.Append(WebUtility.HtmlDecode(body[at..])).ToString(), marks);
    }

    [GeneratedRegex("<TEXT>(.*?)</TEXT>", RegexOptions.Singleline)]
    private static partial Regex TextOf();

    [GeneratedRegex("<DCT>.*?value=\"([^\"]*)\"", RegexOptions.Singleline)]
    private static partial Regex CreatedOn();

    [GeneratedRegex("</?TIMEX3[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValueOf();
}
