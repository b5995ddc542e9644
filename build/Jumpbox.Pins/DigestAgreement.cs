using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Compares the digests that several sources state for a file.</summary>
internal static class DigestAgreement
{
    /// <summary>Returns the digest that all sources state.</summary>
    /// <exception cref="PinSourceException">No source states one, or two disagree; the message shows all values.</exception>
    public static string Of(string url, IReadOnlyList<(string Sha256, Verification Confirmation)> stated)
    {
        string[] values = [.. stated.Select(one => one.Sha256).Distinct()];
        return values.Length switch
        {
            1 => values[0],
            0 => throw new PinSourceException(
                $"no source states the SHA-256 of {url}; --download downloads and hashes it."
            ),
            _ => throw new PinSourceException(
                $"the sources disagree on {url}: "
                    + string.Join(", ", stated.Select(one => $"{Name(one.Confirmation)} states {one.Sha256}"))
                    + ". Use neither before you know which is right."
            ),
        };
    }

    private static string Name(Verification confirmation) =>
        confirmation.Kind switch
        {
            VerificationKind.GitHubDigest => "GitHub",
            VerificationKind.Hashed => "the downloaded file",
            VerificationKind.Signature => "the signed checksum file",
            _ => confirmation.Source ?? "the publisher",
        };
}
