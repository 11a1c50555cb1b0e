using System.Text.Json;

namespace Entente.Server;

/// <summary>The map's outlines (Natural Earth 1:110m, as the build drew them) and where a place lies on them: Equal Earth (Šavrič, Patterson and Jenny 2018) about 11 degrees east, on 960 by 467.</summary>
public static class WorldMap
{
    public const int Width = 960;
    public const int Height = 467;
    private const double Scale = 177.3457;
    private const double Centre = 11;
    private static readonly Lazy<JsonElement> Outlines = new(Load);

    /// <summary>SVG path data of all land.</summary>
    public static string Land => Outlines.Value.GetProperty("land").GetString()!;

    /// <summary>SVG path data of the lines between countries, as Natural Earth draws them: who is in control, not who is right.</summary>
    public static string Borders => Outlines.Value.GetProperty("borders").GetString()!;

    public static string Graticule => Outlines.Value.GetProperty("graticule").GetString()!;

    /// <summary>Where a point lies on the map.</summary>
    /// <param name="latitude">Degrees, -90 to 90.</param>
    /// <param name="longitude">Degrees, -180 to 180.</param>
    public static (double X, double Y) Point(double latitude, double longitude)
    {
        const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
        var east = longitude - Centre;
        east = (east + 540) % 360 - 180;
        var theta = Math.Asin(Math.Sqrt(3) / 2 * Math.Sin(latitude * Math.PI / 180));
        var square = theta * theta;
        var sixth = square * square * square;
        var x = east * Math.PI / 180 * Math.Cos(theta) / (Math.Sqrt(3) / 2 * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)));
        var y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square));
        return (Width / 2.0 + Scale * x, Height / 2.0 - Scale * y);
    }

    private static JsonElement Load()
    {
        using var stream = typeof(WorldMap).Assembly.GetManifestResourceStream("world.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
