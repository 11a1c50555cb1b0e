using BenchmarkDotNet.Attributes;
using Entente.Language;
using Entente.Language.Neural;

namespace Entente.Bench;

/// <summary>The product of matrices that nearly all the time goes into, at the sizes of the fast and of the accurate tier.</summary>
public unsafe class Products
{
    private float* _a;
    private float* _b;
    private float* _c;

    [Params(8, 32)]
    public int Rows { get; set; }

    [Params(64, 176)]
    public int Memory { get; set; }

    [GlobalSetup]
    public void Lay()
    {
        _a = Parameters.Zeros(Rows * Memory);
        _b = Parameters.Zeros(Memory * 4 * Memory);
        _c = Parameters.Zeros(Rows * 4 * Memory);
    }

    [Benchmark]
    public void Step() => Kernels.Multiply(Rows, 4 * Memory, Memory, _a, Memory, 1, _b, 4 * Memory, _c, 4 * Memory, add: true);
}

/// <summary>Cutting text into words.</summary>
[MemoryDiagnoser]
public class Words
{
    private const string Paragraph = "TOKYO (AP) -- Japan's foreign minister told reporters on Jan. 11 that the US-Japan treaty \"covers\" the islands, adding that 2+2 talks would follow in Washington.";

    [Benchmark]
    public int Sentences() => Tokenizer.Sentences(Paragraph, 0, Paragraph.Length).Count;
}
