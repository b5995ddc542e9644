using System.Text.Json;
using Jumpbox.Boundaries;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// The bundles in a file of attestations, one JSON document after another, or in an answer of GitHub's API. Source:
/// docs.github.com, "REST API endpoints for repository attestations".
/// </summary>
internal static class AttestationList
{
    private const int MostBundles = 1024;

    /// <exception cref="PinSourceException">It is not JSON, or GitHub offers the bundles elsewhere.</exception>
    public static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> text)
    {
        List<byte[]> bundles = [];
        try
        {
            Utf8JsonReader reader = new(
                text,
                new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = Limits.JsonDepth }
            );
            while (reader.Read() && bundles.Count < MostBundles)
            {
                using JsonDocument document = JsonDocument.ParseValue(ref reader);
                JsonElement root = document.RootElement;
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("attestations", out JsonElement list))
                {
                    bundles.AddRange(list.EnumerateArray().Select(Inlined));
                }
                else
                {
                    bundles.Add(Bytes(root));
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new PinSourceException($"it is not a list of attestations: {PinText.Show(broken.Message)}", broken);
        }
        return bundles;
    }

    private static byte[] Inlined(JsonElement attestation) =>
        attestation.TryGetProperty("bundle", out JsonElement bundle) && bundle.ValueKind == JsonValueKind.Object
            ? Bytes(bundle)
            : throw new PinSourceException(
                "GitHub's answer has an attestation without its bundle; give the address of a file with the bundle in the catalogue's proofs"
            );

    private static byte[] Bytes(JsonElement element) => System.Text.Encoding.UTF8.GetBytes(element.GetRawText());
}
