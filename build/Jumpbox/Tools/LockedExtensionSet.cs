namespace Jumpbox.Tools;

/// <summary>
/// The wheels of the extensions of az that an image asks for: the extensions, and everything that they depend on, as pip resolved it
/// for the Python of one version of az.
/// </summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="AzureCli">The version of az.</param>
/// <param name="Python">The version of its Python, for example <c>3.13</c>.</param>
/// <param name="Names">What was asked for, in the order of the names.</param>
/// <param name="Wheels">The files, in the order of their URLs.</param>
public sealed record LockedExtensionSet(
    string Architecture,
    string AzureCli,
    string Python,
    IReadOnlyList<string> Names,
    IReadOnlyList<LockedWheel> Wheels
)
{
    /// <summary>Whether this is the answer to a request.</summary>
    /// <param name="request">The request.</param>
    public bool Answers(ExtensionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Architecture == request.Architecture
            && AzureCli == request.AzureCli
            && Python == request.Python
            && Names.SequenceEqual(request.Names);
    }

    /// <summary>The files as those of a tool, for a mirror.</summary>
    public LockedTool AsTool() =>
        new(
            "az-extensions",
            AzureCli,
            "",
            null,
            null,
            [
                .. Wheels.Select(wheel => new LockedArtifact(
                    Architecture,
                    null,
                    null,
                    wheel.Url,
                    null,
                    wheel.Sha256,
                    [new Verification(VerificationKind.ChecksumFile, null)]
                )),
            ]
        );
}

/// <summary>One pinned wheel.</summary>
/// <param name="Name">The distribution's name, as it spells it; of an extension as az does.</param>
/// <param name="Version">Its version.</param>
/// <param name="Url">Where it is offered. A mirror may replace it; the digest decides.</param>
/// <param name="Sha256">Its SHA-256: of an extension as az's index has it, of another one as the package index has it.</param>
/// <param name="IsExtension">Whether it is an extension, and not what one depends on.</param>
public sealed record LockedWheel(string Name, string Version, string Url, string Sha256, bool IsExtension)
{
    /// <summary>The file's name, by which pip knows what it is.</summary>
    public string FileName => Uri.UnescapeDataString(Url[(Url.LastIndexOf('/') + 1)..]);
}
