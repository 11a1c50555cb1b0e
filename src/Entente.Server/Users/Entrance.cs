using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Entente.Server.Users;

/// <summary>Who comes in: by cookie after a password, by token, or, where there are no accounts, whoever sits at this machine.</summary>
internal static class Entrance
{
    internal const string ScopeClaim = "scope";
    private const string StampClaim = "stamp";
    private const string Any = "any";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Tries at a password in five minutes: of one address, of one name.</summary>
    private const int TriesFromOne = 30, TriesAtOne = 10;

    /// <summary>Every endpoint wants to be read by default; more where it says so.</summary>
    public static void Add(IServiceCollection services, AccountBook? book)
    {
        var policies = services.AddAuthorizationBuilder();
        foreach (var scope in Scope.All)
        {
            policies.AddPolicy(scope, p => p.RequireClaim(ScopeClaim, scope));
        }

        policies.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireClaim(ScopeClaim, Scope.Read).Build());
        if (book is null)
        {
            services.AddAuthentication(Any).AddScheme<AuthenticationSchemeOptions, Owner>(Any, null);
            return;
        }

        services.AddSingleton(book);
        services.AddDataProtection().SetApplicationName("entente").PersistKeysToFileSystem(book.Keys);
        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, o => o.ForwardDefaultSelector = c => c.Request.Headers.Authorization.Count > 0 ? nameof(Token) : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, Token>(nameof(Token), null)
            .AddCookie(o =>
            {
                o.Cookie = new CookieBuilder { Name = "entente", HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest, IsEssential = true };
                (o.ExpireTimeSpan, o.SlidingExpiration) = (TimeSpan.FromHours(12), true);
                o.Events.OnRedirectToLogin = c => Refuse(c.HttpContext);
                o.Events.OnRedirectToAccessDenied = c => Deny(c.HttpContext);
                o.Events.OnValidatePrincipal = c =>
                {
                    if (book.Find(c.Principal?.Identity?.Name ?? "")?.Stamp != c.Principal?.FindFirstValue(StampClaim))
                    {
                        c.RejectPrincipal();
                    }

                    return Task.CompletedTask;
                };
            });
    }

    public static void Map(WebApplication app, AccountBook book)
    {
        var tries = PartitionedRateLimiter.Create<(string Whose, int Most), (string Whose, int Most)>(k => RateLimitPartition.GetFixedWindowLimiter(k, static x => new FixedWindowRateLimiterOptions { PermitLimit = x.Most, Window = Window }));
        app.MapGet("/login", (string? back) => Form(back, null)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/login", async Task<IResult> (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            var (name, password, back) = (form["name"].ToString().Trim(), form["password"].ToString(), form["back"].ToString());
            var from = http.Connection.RemoteIpAddress?.ToString() ?? "";
            using var ofAddress = tries.AttemptAcquire(("from " + from, TriesFromOne));
            using var ofName = tries.AttemptAcquire(("at " + name.ToUpperInvariant(), TriesAtOne));
            if (!ofAddress.IsAcquired || !ofName.IsAcquired)
            {
                book.Note(name, from, "login refused: too many tries");
                http.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Form(back, "Too many tries. Wait five minutes.", StatusCodes.Status429TooManyRequests);
            }

            if (password.Length > 1000 || book.Check(name, password) is not { } account)
            {
                book.Note(name, from, "login failed");
                return Form(back, "Name and password do not fit.", StatusCodes.Status401Unauthorized);
            }

            book.Note(account.Name, from, "login");
            await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principal(account.Name, account.Scopes, account.Stamp));
            return Results.LocalRedirect(Own(back));
        }).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/logout", async (HttpContext http) =>
        {
            Note(http, "logout");
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.LocalRedirect("/login");
        }).DisableAntiforgery().ExcludeFromDescription();
        app.MapGet("/log", () => new RazorComponentResult<Pages.AuditLog>()).RequireAuthorization(Scope.Admin).ExcludeFromDescription();
    }

    /// <summary>An address within this server; another page of it where the given one leads elsewhere.</summary>
    internal static string Own(string? back, string otherwise = "/") => back is { Length: > 1 } b && b[0] == '/' && b[1] is not ('/' or '\\') && !b.Any(char.IsControl) ? b : otherwise;

    /// <summary>Notes who did what, where there are accounts.</summary>
    internal static void Note(HttpContext http, string what) => http.RequestServices.GetService<AccountBook>()?.Note(http.User.Identity?.Name ?? "", http.Connection.RemoteIpAddress?.ToString(), what);

    internal static bool May(this ClaimsPrincipal? user, string scope) => user?.HasClaim(ScopeClaim, scope) == true;

    private static RazorComponentResult<Pages.Login> Form(string? back, string? why, int status = StatusCodes.Status200OK) => new(new Dictionary<string, object?> { ["Back"] = Own(back), ["Why"] = why }) { StatusCode = status };

    private static ClaimsPrincipal Principal(string name, IEnumerable<string> scopes, string? stamp) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), .. stamp is null ? Array.Empty<Claim>() : [new Claim(StampClaim, stamp)], .. scopes.Select(s => new Claim(ScopeClaim, s))], Any));

    private static bool IsForPrograms(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/mcp");

    /// <summary>To the login, or for a program a problem that says what is wanted.</summary>
    private static Task Refuse(HttpContext http)
    {
        if (!IsForPrograms(http))
        {
            http.Response.Redirect("/login?back=" + UrlEncoder.Default.Encode(http.Request.Path + http.Request.QueryString));
            return Task.CompletedTask;
        }

        http.Response.Headers.WWWAuthenticate = new(["Bearer", "Basic realm=\"entente\""]);
        return Results.Problem("A token is wanted: Authorization: Bearer TOKEN, or Basic with an account's name and a token as the password.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(http);
    }

    private static Task Deny(HttpContext http) => IsForPrograms(http)
        ? Results.Problem("This account or token may not do that.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(http)
        : new RazorComponentResult<Pages.Problem>(new Dictionary<string, object?> { ["Title"] = "Not allowed", ["Why"] = "This account may not do that.", ["Back"] = "/" }) { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(http);

    /// <summary>On loopback and without accounts whoever asks is at this machine, and its analyst.</summary>
    private sealed class Owner(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        private static readonly ClaimsPrincipal Whoever = new(new ClaimsIdentity(Scope.All.Select(s => new Claim(ScopeClaim, s)), Any));

        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(new(Whoever, Any)));
    }

    /// <summary>Bearer tokens; and Basic with a token as the password, which is all that feed readers can do.</summary>
    private sealed class Token(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccountBook book) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(Given(Request.Headers.Authorization.ToString()) is { } given && book.CheckToken(given) is { } token
                ? AuthenticateResult.Success(new(Principal(token.Account, token.Scopes, null), nameof(Token)))
                : AuthenticateResult.Fail("no such token"));

        protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Refuse(Context);

        protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Deny(Context);

        private static string? Given(string header)
        {
            var parts = header.Split(' ', 2, StringSplitOptions.TrimEntries);
            switch (parts)
            {
                case [var scheme, var token] when scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase):
                    return token;
                case [var scheme, var pair] when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase):
                    var bytes = new byte[pair.Length];
                    return Convert.TryFromBase64String(pair, bytes, out var n) && Encoding.UTF8.GetString(bytes, 0, n).Split(':', 2) is [_, var password] ? password : null;
                default:
                    return null;
            }
        }
    }
}
