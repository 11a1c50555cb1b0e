namespace Entente.Language.Neural;

/// <summary>Exponential and logarithm by arithmetic alone, so that training gives the same bits whatever the C library.</summary>
internal static class Portable
{
    private const double Ln2 = 0.693147180559945309417232;

    public static double Exp(double x)
    {
        if (x < -700)
        {
            return 0;
        }

        x = Math.Min(x, 700);
        var n = Math.Floor(x / Ln2 + 0.5);
        var r = x - n * Ln2;
        double term = 1, sum = 1;
        for (var i = 1; i <= 13; i++)
        {
            term *= r / i;
            sum += term;
        }

        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <param name="x">Greater than zero and not subnormal.</param>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            m /= 2;
            exponent++;
        }

        // ln m = 2 artanh((m − 1)/(m + 1)).
        var z = (m - 1) / (m + 1);
        double square = z * z, term = z, sum = 0;
        for (var i = 1; i <= 25; i += 2)
        {
            sum += term / i;
            term *= square;
        }

        return 2 * sum + exponent * Ln2;
    }
}
