using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Formats;

namespace Entente.Tests;

public sealed class FormatTests
{
    private const string Body = "Norway and Iceland signed an accord on fishing in Oslo on 22 May 2024, their ministers said.";

    private static List<(SourceFile? File, ReadFailure? Failure)> Open(byte[] bytes, string name, IReadOnlyDictionary<string, string>? columns = null) => [.. new Unpacker(columns).Open(new MemoryStream(bytes), new SourceFile(name, []))];

    private static List<(SourceFile? File, ReadFailure? Failure)> Open(string text, string name, IReadOnlyDictionary<string, string>? columns = null) => Open(Encoding.UTF8.GetBytes(text), name, columns);

    private static string Text(SourceFile? file) => Encoding.UTF8.GetString(file!.Bytes);

    private static SourceFile Only(List<(SourceFile? File, ReadFailure? Failure)> found)
    {
        found.Select(f => f.Failure).ShouldBe([null]);
        return found[0].File!;
    }

    private static byte[] Gzip(params byte[][] members)
    {
        using var all = new MemoryStream();
        foreach (var member in members)
        {
            using var packed = new GZipStream(all, CompressionLevel.Fastest, leaveOpen: true);
            packed.Write(member);
        }

        return all.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var all = new MemoryStream();
        using (var zip = new ZipArchive(all, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return all.ToArray();
    }

    private static byte[] Response(string url, string body, string headers = "Content-Type: text/html\r\n", string status = "200 OK")
    {
        var block = $"HTTP/1.1 {status}\r\n{headers}\r\n{body}";
        return Encoding.UTF8.GetBytes($"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {Encoding.UTF8.GetByteCount(block)}\r\n\r\n{block}\r\n\r\n");
    }

    [Fact]
    public void Lines_of_json_are_articles_and_a_bad_line_is_named_by_its_number()
    {
        var found = Open($$"""
            {"headline":"Accord in Oslo","articleBody":"{{Body}}","datePublished":"2024-05-23T08:00:00+02:00","publisher":{"name":"Meridian Post"},"url":"https://example.org/a","inLanguage":"en-GB","author":[{"name":"A. Writer"},{"name":"B. Writer"}]}
            {"title":"broken

            {"title":"No text here"}
            {"title":"ninjs","body_xhtml":"<p>First &amp; second.</p><p>Third.</p>","versioncreated":"2024-05-24"}
            """, "list.jsonl");
        found.Select(f => f.Failure?.Source).ShouldBe([null, "list.jsonl:2", "list.jsonl:4", null]);
        var first = found[0].File!;
        Text(first).ShouldBe($"Accord in Oslo\n\n{Body}\n");
        (first.Published, first.Outlet, first.Url, first.Language, first.Byline).ShouldBe(("2024-05-23", "Meridian Post", "https://example.org/a", "en", "A. Writer, B. Writer"));
        Text(found[3].File).ShouldBe("ninjs\n\nFirst & second.\n\nThird.\n");
    }

    [Fact]
    public void Feeds_give_their_entries()
    {
        var rss = Open($"<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Meridian Post</title><language>en-gb</language><item><title>Accord in Oslo</title><link>https://example.org/a</link><pubDate>Thu, 23 May 2024 23:30:00 -0500</pubDate><dc:creator>A. Writer</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>{Body}</p><script>x()</script>]]></content:encoded></item></channel></rss>", "feed.xml");
        var item = Only(rss);
        (item.Source, item.Published, item.Outlet, item.Language, item.Byline).ShouldBe(("https://example.org/a", "2024-05-23", "Meridian Post", "en", "A. Writer"));
        Text(item).ShouldBe($"Accord in Oslo\n\n{Body}\n");
        var atom = Only(Open($"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Ministry</title><entry><title type=\"html\">Accord &amp;amp; more</title><link href=\"https://example.org/b\"/><link rel=\"edit\" href=\"https://example.org/edit\"/><published>2024-05-22T10:00:00Z</published><author><name>Press office</name></author><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{Body}</p></div></content></entry></feed>", "feed.atom"));
        (atom.Url, atom.Published, atom.Byline).ShouldBe(("https://example.org/b", "2024-05-22", "Press office"));
        Text(atom).ShouldBe($"Accord & more\n\n{Body}\n");
        var json = Only(Open($$"""{"version":"https://jsonfeed.org/version/1.1","title":"Meridian Post","items":[{"id":"1","url":"https://example.org/c","title":"Accord","content_html":"<p>{{Body}}</p>","date_published":"2024-05-23T01:00:00Z"}]}""", "feed.json"));
        (json.Outlet, json.Url).ShouldBe(("Meridian Post", "https://example.org/c"));
    }

    [Fact]
    public void Tables_are_read_by_their_headings_or_by_those_named()
    {
        var found = Open($"Headline;Body;Date\n\"Accord; in Oslo\";\"{Body}\";2024-05-23\n;;\n", "list.csv");
        found.Count.ShouldBe(2);
        Text(found[0].File).ShouldBe($"Accord; in Oslo\n\n{Body}\n");
        found[0].File!.Published.ShouldBe("2024-05-23");
        found[1].Failure!.Reason.ShouldBe("an article without text");
        Open("a,b\n1,2\n", "list.csv")[0].Failure!.Reason.ShouldStartWith("no column of text; headings are a, b");
        Text(Only(Open($"a,b\n1,{Body.Replace(",", "", StringComparison.Ordinal)}\n", "list.csv", new Dictionary<string, string> { ["text"] = "b" }))).ShouldStartWith("Norway");
        Open("a,b\n1,2\n", "list.csv", new Dictionary<string, string> { ["text"] = "c" })[0].Failure!.Reason.ShouldStartWith("no column 'c' for text");
    }

    [Fact]
    public void Web_archives_are_read_record_by_record_and_broken_ones_named_with_their_offset()
    {
        var page = $"<html><body><article><p>{Body}</p></article></body></html>";
        var first = Response("https://example.org/a", page);
        var second = Response("https://example.org/b", $"{Encoding.UTF8.GetByteCount(page):x}\r\n{page}\r\n0\r\n\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n");
        var image = Response("https://example.org/c.png", "PNG", "Content-Type: image/png\r\n");
        var moved = Response("https://example.org/d", page, status: "301 Moved");
        var found = Open(Gzip(first, second, image, moved), "crawl.warc.gz");
        found.Select(f => f.File?.Url).ShouldBe(["https://example.org/a", "https://example.org/b"]);
        found.ShouldAllBe(f => Text(f.File) == page);
        var broken = Open([.. first, .. "rubbish\r\nmore rubbish\r\n"u8, .. second, .. first[..^80]], "crawl.warc");
        broken.Select(f => f.File?.Url).ShouldBe(["https://example.org/a", null, "https://example.org/b", null]);
        broken[1].Failure!.ShouldBe(new ReadFailure($"crawl.warc@{first.Length}", "no WARC record begins here; looking for the next"));
        broken[3].Failure!.Reason.ShouldBe("the archive ends inside a record");
    }

    [Fact]
    public void Archives_are_opened_within_bounds()
    {
        var zip = Zip(("a/one.txt", Encoding.UTF8.GetBytes(Body)), ("a/.DS_Store", [1, 2]), ("b/pic.png", [1, 2]), ("two.jsonl.gz", Gzip(Encoding.UTF8.GetBytes($"{{\"text\":\"{Body}\"}}"))));
        Open(zip, "all.zip").Select(f => f.File!.Source).ShouldBe(["all.zip/a/one.txt", "all.zip/two.jsonl:1"]);
        using var tarred = new MemoryStream();
        using (var tar = new TarWriter(tarred, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "one.txt") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Body)) });
        }

        Only(Open(Gzip(tarred.ToArray()), "all.tgz")).Source.ShouldBe("all.tar/one.txt");
        var nested = zip;
        for (var i = 0; i < 6; i++)
        {
            nested = Zip(("in.zip", nested));
        }

        Open(nested, "deep.zip").Single().Failure!.Reason.ShouldContain("nested more than 4 deep");
        Open(zip[..^30], "cut.zip").Single().Failure.ShouldNotBeNull();
        Open(Gzip(Encoding.UTF8.GetBytes(Body))[..^12], "cut.txt.gz")[^1].Failure!.Reason.ShouldStartWith("the file ends before its end");
        Open(Gzip(Encoding.UTF8.GetBytes(Body), Encoding.UTF8.GetBytes(Body)), "two.txt.gz").ShouldAllBe(f => f.Failure == null);
    }

    [Fact]
    public void Bombs_are_stopped_and_named()
    {
        var zeros = new byte[1 << 20];
        Array.Fill(zeros, (byte)' ');
        using var bomb = new MemoryStream();
        using (var packed = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 200; i++)
            {
                packed.Write(zeros);
            }
        }

        Open(bomb.ToArray(), "bomb.txt.gz").Single().Failure!.Reason.ShouldStartWith("too large for one report");
        Open(bomb.ToArray(), "bomb.jsonl.gz").Single().Failure.ShouldNotBeNull();
        var laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>";
        Open(laughs, "laughs.xml").Single().Failure.ShouldNotBeNull();
        var outside = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&x;</title><description>d</description></item></channel></rss>";
        Open(outside, "outside.xml").Single().Failure.ShouldNotBeNull();
        Open("<opml><body/></opml>", "list.opml").Single().Failure!.Reason.ShouldContain("a list of addresses (opml)");
    }

    [Fact]
    public void Mail_saved_pages_and_word_documents_are_read()
    {
        var mail = Only(Open($"MIME-Version: 1.0\r\nFrom: Press Office <press@example.org>\r\nDate: Wed, 22 May 2024 10:00:00 +0200\r\nSubject: =?utf-8?q?Accord_in_Oslo?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Body}\r\n", "note.eml"));
        (mail.Published, mail.Outlet).ShouldBe(("2024-05-22", "Press Office"));
        Text(mail).ShouldBe($"Accord in Oslo\n\n{Body}\n");
        var saved = Only(Open($"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--b\"\r\n\r\n----b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/a\r\n\r\n<html><body><p>{Body}</p></body></html>\r\n----b--\r\n", "page.mhtml"));
        saved.Url.ShouldBe("https://example.org/a");
        Text(saved).ShouldStartWith("<html>");
        using var buffer = new MemoryStream();
        using (var word = WordprocessingDocument.Create(buffer, WordprocessingDocumentType.Document))
        {
            word.AddMainDocumentPart().Document = new DocumentFormat.OpenXml.Wordprocessing.Document(new DocumentFormat.OpenXml.Wordprocessing.Body(new Paragraph(new Run(new DocumentFormat.OpenXml.Wordprocessing.Text("Accord in Oslo"))), new Paragraph(new Run(new DocumentFormat.OpenXml.Wordprocessing.Text(Body)))));
        }

        Text(Only(Open(buffer.ToArray(), "note.docx"))).ShouldBe($"Accord in Oslo\n\n{Body}\n\n");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2606:4700::1111", true)]
    public void Only_addresses_of_the_open_internet_are_asked_for(string address, bool open) => Fetcher.IsPublic(IPAddress.Parse(address)).ShouldBe(open);

    [Fact]
    public async Task Addresses_inside_are_refused_by_name_and_redirects_bounded()
    {
        using var listener = new HttpListener();
        var port = Home.FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var serving = Task.Run(() =>
        {
            try
            {
                while (true)
                {
                    var context = listener.GetContext();
                    if (context.Request.Url!.AbsolutePath == "/loop")
                    {
                        context.Response.Redirect("/loop");
                    }
                    else
                    {
                        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes("Accord in Oslo\n\n" + Body));
                    }

                    context.Response.Close();
                }
            }
            catch (HttpListenerException)
            {
                // stopped
            }
        });
        using var closed = new Fetcher(new HashSet<string>());
        closed.Get($"http://127.0.0.1:{port}/a", new SourceFile("", []), new Unpacker()).Single().Failure!.Reason.ShouldContain("inside a network");
        using var open = new Fetcher(new HashSet<string> { "127.0.0.1" });
        Text(Only([.. open.Get($"http://127.0.0.1:{port}/a", new SourceFile("", []), new Unpacker())])).ShouldStartWith("Accord in Oslo");
        open.Get($"http://127.0.0.1:{port}/loop", new SourceFile("", []), new Unpacker()).Single().Failure!.Reason.ShouldBe("more than 8 redirects");
        listener.Stop();
        await serving;
    }
}
