using System.Text.Json;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Pins extensions of az with everything that they depend on: az's index has their digests, pip resolves what they need, and the
/// package index has those digests.
/// </summary>
/// <param name="files">The network.</param>
/// <param name="report">What pip says of a wheel.</param>
public sealed class ExtensionResolver(
    PublisherFiles files,
    Func<string, ExtensionRequest, CancellationToken, Task<string>> report
)
{
    // Source: Azure/azure-cli-extensions, README, "About index.json".
    internal const string Address = "https://aka.ms/azure-cli-extension-index-v1";

    private const int LargestIndex = 32 * 1024 * 1024;

    private JsonElement? _index;

    /// <summary>Resolves by the pip of this machine, with its own settings.</summary>
    /// <param name="session">The network.</param>
    public ExtensionResolver(PublisherSession session)
        : this(
            session?.Files ?? throw new ArgumentNullException(nameof(session)),
            (wheel, request, cancellation) =>
                PipResolution.ReportAsync(wheel, request, new Dictionary<string, string?>(), cancellation)
        ) { }

    /// <summary>Resolves what an image asks for.</summary>
    /// <param name="request">The extensions.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PinSourceException">An extension does not exist, is not for this az, or cannot be resolved.</exception>
    public async Task<LockedExtensionSet> ResolveAsync(ExtensionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        JsonElement index = _index ??= await IndexAsync(cancellationToken);
        List<LockedWheel> wheels = [];
        string folder = Directory.CreateTempSubdirectory("jumpbox-az-").FullName;
        try
        {
            foreach (string name in request.Names)
            {
                LockedWheel extension = ExtensionIndex.Choose(index, name, request.AzureCli);
                string file = Path.Combine(folder, extension.FileName);
                await files.SaveAsync(extension.Url, file, LockedArtifact.LargestBytes, null, cancellationToken);
                string sha256 = await FileHash.Sha256Async(file, cancellationToken);
                if (sha256 != extension.Sha256)
                {
                    throw new PinSourceException(
                        $"{extension.Url} has SHA-256 {sha256}, and az's index says {extension.Sha256}."
                    );
                }
                wheels.Add(extension);
                wheels.AddRange(PipReport.Read(await report(file, request, cancellationToken), request));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return new LockedExtensionSet(
            request.Architecture,
            request.AzureCli,
            request.Python,
            request.Names,
            [.. wheels.DistinctBy(wheel => wheel.Url).OrderBy(wheel => wheel.Url, StringComparer.Ordinal)]
        );
    }

    private async Task<JsonElement> IndexAsync(CancellationToken cancellationToken)
    {
        byte[] index =
            await files.FindAsync(Address, LargestIndex, cancellationToken)
            ?? throw new PinSourceException($"az's index of extensions is not at {Address}.");
        try
        {
            return JsonElement.Parse(index);
        }
        catch (JsonException broken)
        {
            throw new PinSourceException($"az's index of extensions at {Address} cannot be read: {broken.Message}");
        }
    }
}
