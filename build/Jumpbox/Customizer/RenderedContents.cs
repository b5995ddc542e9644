using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>
/// What was rendered into the steps of the build VM. Written once, with the template, and read by record, bill, provenance,
/// report and gate, because a second computation might differ.
/// </summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name of the packages.</param>
/// <param name="AptSnapshot">The archive snapshot, as the lock pins it.</param>
/// <param name="Tools">The tools, in the order of their names.</param>
public sealed record RenderedContents(
    string Architecture,
    string Suite,
    string AptSnapshot,
    IReadOnlyList<RenderedTool> Tools
)
{
    /// <summary>The settings by which the user decided what is in the image, by their paths.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The packages of Ubuntu's archive that the steps may install, as locked; null if the image asks for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LockedPackage>? Packages { get; init; }

    /// <summary>The pipeline's own commands in the image.</summary>
    public IReadOnlyList<RenderedCommand> Commands { get; init; } = [];

    /// <summary>The wheels of az's extensions, as locked; null if the image asks for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LockedWheel>? AzExtensions { get; init; }

    /// <summary>For steps that were read instead of rendered: unknown.</summary>
    public static RenderedContents None { get; } = new("", "", "", []);

    /// <summary>
    /// The SHA-256 of the pins that reach the image, as 64 hexadecimal digits. A change of another pin in the lock does not
    /// change it.
    /// </summary>
    public string Digest
    {
        get
        {
            IEnumerable<string> lines = Tools
                .Select(tool => $"{tool.Name} {tool.Version} {tool.Sha256} {tool.PackageVersion}")
                .Concat((Packages ?? []).Select(one => $"{one.Name} {one.Version} {one.Architecture} {one.Sha256}"))
                .Concat((AzExtensions ?? []).Select(one => $"{one.Name} {one.Version} {one.Sha256}"))
                .Prepend($"{Architecture} {Suite} {AptSnapshot}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        }
    }
}
