namespace Jumpbox.Tools;

/// <summary>The extensions of az that an image asks for, and the az that they are for.</summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="AzureCli">The pinned version of az.</param>
/// <param name="Python">The version of its Python, for example <c>3.13</c>.</param>
/// <param name="Names">Their names, in order and each once.</param>
public sealed record ExtensionRequest(string Architecture, string AzureCli, string Python, IReadOnlyList<string> Names)
{
    /// <summary>The tool that has extensions.</summary>
    public const string Tool = "azure-cli";

    /// <summary>The request in words, for messages.</summary>
    public override string ToString() => $"{string.Join(", ", Names)} for azure-cli {AzureCli} on {Architecture}";
}
