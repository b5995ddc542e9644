using System.Text;
using System.Text.Json;
using Jumpbox.Boundaries;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>
/// The trusted roots that bundles are verified against: one <c>trusted_root.json</c>, or several in a <c>trusted_root.jsonl</c> as
/// <c>gh attestation trusted-root</c> writes it. They are given by the user and never downloaded.
/// </summary>
public sealed class TrustedRoots
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const int MostRoots = 16;

    private TrustedRoots(IReadOnlyList<TrustedRoot> roots) => Roots = roots;

    /// <summary>No root: every bundle with a certificate is refused.</summary>
    public static TrustedRoots None { get; } = new([]);

    internal IReadOnlyList<TrustedRoot> Roots { get; }

    /// <summary>
    /// Until when each root has an authority that can issue certificates: what is signed after that cannot be verified. Null without a root.
    /// </summary>
    public DateTimeOffset? End =>
        Roots.Count == 0
            ? null
            : Roots.Min(root =>
                root.CertificateAuthorities.Select(authority => authority.End)
                    .DefaultIfEmpty(DateTimeOffset.MinValue)
                    .Max()
            );

    /// <summary>Reads the roots.</summary>
    /// <param name="text">JSON, one or more documents.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="TrustedRootException">It is not a trusted root.</exception>
    public static TrustedRoots Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return Steps.Take(VerificationStep.Format, () => new TrustedRoots(Read(Encoding.UTF8.GetBytes(text))));
        }
        catch (RefusalException refusal)
        {
            throw new TrustedRootException(
                $"'{source}' is not a trusted root: {refusal.Message} Write it with 'gh attestation trusted-root'.",
                refusal
            );
        }
    }

    private static TrustedRoot[] Read(byte[] text)
    {
        if (text.Length > MostBytes)
        {
            throw new RefusalException($"It has {text.Length} bytes, more than the limit of {MostBytes}.");
        }
        List<TrustedRoot> roots = [];
        foreach (Range document in Documents(text))
        {
            roots.Add(TrustedRoot.Read(StrictJson.Object(text[document], MostBytes, "The document")));
        }
        return roots.Count is > 0 and <= MostRoots
            ? [.. roots]
            : throw new RefusalException($"It holds {roots.Count} documents; 1 to {MostRoots} are allowed.");
    }

    private static List<Range> Documents(byte[] text)
    {
        List<Range> documents = [];
        Utf8JsonReader reader = new(
            text,
            new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = Limits.JsonDepth }
        );
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            documents.Add(start..(int)reader.BytesConsumed);
        }
        return documents;
    }
}
