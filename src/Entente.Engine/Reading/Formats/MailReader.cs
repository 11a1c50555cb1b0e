using System.Text;
using MimeKit;

namespace Entente.Engine.Reading.Formats;

/// <summary>Mail (.eml) and pages saved as one file (MHTML): the text of the message, or the page that it carries.</summary>
internal static class MailReader
{
    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Read(Stream stream, SourceFile given)
    {
        using var bytes = new MemoryStream(Unpacker.Whole(stream));
        var message = MimeMessage.Load(new ParserOptions { MaxMimeDepth = 32 }, bytes);
        var address = message.Headers["Snapshot-Content-Location"] ?? message.Body?.ContentLocation?.ToString();
        var page = message.BodyParts.OfType<TextPart>().FirstOrDefault(p => p.IsHtml);
        if (page is not null && (address is not null || message.TextBody is null))
        {
            yield return address is not null
                ? (given with { Bytes = Encoding.UTF8.GetBytes(page.Text), Url = given.Url ?? address }, null)
                : new ListedArticle { Title = message.Subject, Html = page.Text, Published = Sent(message), Outlet = Sender(message) }.AsReport(given, given.Source);
            yield break;
        }

        yield return new ListedArticle { Title = message.Subject, Text = message.TextBody, Published = Sent(message), Outlet = Sender(message) }.AsReport(given, given.Source);
    }

    private static string? Sent(MimeMessage message) => message.Headers.Contains(HeaderId.Date) && message.Date.Year > 1970 ? message.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string? Sender(MimeMessage message) => message.From.Mailboxes.FirstOrDefault() is { } from ? from.Name is { Length: > 0 } name ? name : from.Domain : null;
}
