using System.Text.Json;
using Jumpbox.Evidence.Scan;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// The index of az's extensions: which version az would take. Sources: azure-cli's core/extension/_resolve.py; "az extension
/// add" in the documentation of Azure CLI, on previews.
/// </summary>
internal static class ExtensionIndex
{
    /// <summary>The newest version of an extension that an az accepts; a preview only where its name or the lack of others says so.</summary>
    /// <param name="index">The index.</param>
    /// <param name="name">The extension.</param>
    /// <param name="azureCli">The version of az.</param>
    /// <exception cref="PinSourceException">The index has none, or an entry that cannot be used.</exception>
    public static LockedWheel Choose(JsonElement index, string name, string azureCli)
    {
        if (
            !index.TryGetProperty("extensions", out JsonElement all)
            || !all.TryGetProperty(name, out JsonElement versions)
            || versions.ValueKind != JsonValueKind.Array
        )
        {
            throw new PinSourceException($"az's index has no extension {name}; change customizer.azExtensions.");
        }
        Entry[] entries = [.. versions.EnumerateArray().Select(Read).OfType<Entry>()];
        Entry[] fitting = [.. entries.Where(one => Fits(one, azureCli))];
        Entry[] stable = [.. fitting.Where(one => !one.IsPreview)];
        bool takesPreviews = name.EndsWith("-preview", StringComparison.Ordinal) || stable.Length == 0;
        Entry chosen =
            (takesPreviews ? fitting : stable).MaxBy(one => one.Version, Order)
            ?? throw new PinSourceException(
                entries.Length == 0
                    ? $"az's index has no version of {name} that can be read."
                    : $"none of the {entries.Length} versions of az's extension {name} is for azure-cli {azureCli}; change "
                        + "customizer.azExtensions or the constraint of azure-cli."
            );
        LockedWheel wheel = new(name, chosen.Version, chosen.Url, chosen.Sha256, true);
        return
            PinText.IsVersion(wheel.Version)
            && PinText.IsUrl(wheel.Url)
            && wheel.Url.EndsWith(".whl", StringComparison.Ordinal)
            && PinText.IsSha256(wheel.Sha256)
            ? wheel
            : throw new PinSourceException(
                $"az's index lists {name} {PinText.Show(wheel.Version)} without a usable downloadUrl or sha256Digest "
                    + $"('{PinText.Show(wheel.Url)}', '{PinText.Show(wheel.Sha256)}')."
            );
    }

    private static readonly Comparer<string> Order = Comparer<string>.Create(
        (left, right) => PythonVersion.Compare(left, right) ?? 0
    );

    private static bool Fits(Entry entry, string azureCli) =>
        PythonVersion.Compare(entry.Version, "0") is not null
        && (entry.Least is null || PythonVersion.Compare(entry.Least, azureCli) <= 0)
        && (entry.Most is null || PythonVersion.Compare(entry.Most, azureCli) >= 0);

    private static Entry? Read(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty("metadata", out JsonElement metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && Text(metadata, "version") is { } version
            ? new Entry(
                version,
                Text(entry, "downloadUrl") ?? "",
                Text(entry, "sha256Digest")?.ToLowerInvariant() ?? "",
                Text(metadata, "azext.minCliCoreVersion"),
                Text(metadata, "azext.maxCliCoreVersion"),
                version.Any(char.IsAsciiLetter)
                    || IsSet(metadata, "azext.isPreview")
                    || IsSet(metadata, "azext.isExperimental")
            )
            : null;

    private static bool IsSet(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out JsonElement flag) && flag.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private sealed record Entry(string Version, string Url, string Sha256, string? Least, string? Most, bool IsPreview);
}
