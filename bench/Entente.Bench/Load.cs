using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Entente.Bench;

/// <summary>Many readers of a served record at once and a few who rule on it: how long each answer takes, and whether any fails.</summary>
internal static class Load
{
    private static readonly string[] Pages = ["/", "/timeline", "/ledger", "/coverage", "/statements", "/stories", "/reports", "/network", "/map", "/conflicts", "/api/v1/items?limit=100", "/api/v1/counts", "/api/v1/items?format=csv&limit=100"];

    public static async Task Run(Uri server, int seconds, int readers, int writers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = readers + writers }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };
        var items = (await client.GetFromJsonAsync<JsonNode>("/api/v1/items?limit=500"))!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>()).ToArray();
        var (read, written, failed) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<string>());
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        async Task Timed(ConcurrentBag<double> into, Func<Task<HttpResponseMessage>> ask)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var answer = await ask();
                await answer.Content.ReadAsByteArrayAsync();
                into.Add(watch.Elapsed.TotalMilliseconds);
                if (!answer.IsSuccessStatusCode)
                {
                    failed.Add($"{(int)answer.StatusCode} {answer.RequestMessage!.RequestUri!.PathAndQuery}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                failed.Add(e.Message);
            }
        }

        async Task Reader(int n)
        {
            var random = new Random(n);
            while (!end.IsCancellationRequested)
            {
                var page = random.Next(4) == 0 ? "/item/" + items[random.Next(items.Length)] : Pages[random.Next(Pages.Length)];
                await Timed(read, () => client.GetAsync(page));
                // As long as somebody looks at what he got.
                await Task.Delay(random.Next(500, 1500));
            }
        }

        async Task Writer(int n)
        {
            var random = new Random(-n - 1);
            while (!end.IsCancellationRequested)
            {
                await Timed(written, () => client.PostAsJsonAsync("/api/v1/decisions", new { kind = "accept", item = items[random.Next(items.Length)], note = "load" }));
                await Task.Delay(random.Next(1500, 2500));
            }
        }

        await Task.WhenAll([.. Enumerable.Range(0, readers).Select(Reader), .. Enumerable.Range(0, writers).Select(Writer)]);
        Console.WriteLine($"{readers} readers: {read.Count} answers, {Times(read)}");
        Console.WriteLine($"{writers} writers: {written.Count} answers, {Times(written)}");
        Console.WriteLine($"failed: {failed.Count}{string.Concat(failed.GroupBy(f => f).Take(5).Select(g => $"; {g.Count()} x {g.Key}"))}");
    }

    private static string Times(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
        return $"ms: median {At(0.5):0}, p95 {At(0.95):0}, p99 {At(0.99):0}, longest {At(1):0}";
    }
}
