using System.Security.Cryptography;
using System.Text;

namespace Entente.Record;

/// <summary>Short stable ids from content: the first 16 hexadecimal digits of SHA-256.</summary>
public static class Hash
{
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0x1f]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
