using System.Globalization;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Build.Arguments;

/// <summary>The accepted values of an argument.</summary>
/// <param name="Form">The value in the guide, for example <c>FILE</c>; empty for a flag.</param>
/// <param name="Fault">The rest of the sentence "--name=value …"; null for a valid value.</param>
internal sealed record ArgumentKind(string Form, Func<string, string?> Fault)
{
    /// <summary>Whether the argument may be set without a value.</summary>
    public bool MayBeBare { get; init; }

    /// <summary>On when it is set without a value or with <c>true</c>, off with <c>false</c>.</summary>
    public static ArgumentKind Flag { get; } =
        new(
            "",
            value =>
                IsTrue(value) || value.Equals("false", StringComparison.OrdinalIgnoreCase)
                    ? null
                    : "is not true or false. Without a value, it means true."
        )
        {
            MayBeBare = true,
        };

    /// <summary>A flag that also accepts a word.</summary>
    /// <param name="word">The word, ignoring case.</param>
    public static ArgumentKind FlagOr(string word) =>
        new(
            word,
            value =>
                Flag.Fault(value) is null || value.Equals(word, StringComparison.OrdinalIgnoreCase)
                    ? null
                    : $"is not true, false or {word}. Without a value, it means true."
        )
        {
            MayBeBare = true,
        };

    /// <summary>Any text of one line: it is printed again, and a terminal or a runner obeys control characters.</summary>
    public static ArgumentKind Text { get; } =
        new(
            "TEXT",
            value =>
                string.IsNullOrWhiteSpace(value) ? "is empty."
                : value.Any(char.IsControl) ? "has control characters or more than one line."
                : null
        );

    /// <summary>A file of security notices, or an https address; without a value, Canonical's.</summary>
    public static ArgumentKind Notices { get; } =
        new(
            "FILE|URL",
            value =>
                value.Length == 0
                || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || System.IO.File.Exists(value)
                    ? null
                    : "is neither a file nor an https address. Without a value, Canonical's notices are read."
        )
        {
            MayBeBare = true,
        };

    /// <summary>A name without spaces.</summary>
    public static ArgumentKind Word { get; } =
        new(
            "NAME",
            value =>
                value.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
                    ? "is not a name: it contains spaces or control characters."
                    : null
        );

    /// <summary>A time span.</summary>
    public static ArgumentKind Span { get; } =
        new("SPAN", value => SpanText.TryParse(value, out _) ? null : SpanText.Fault);

    /// <summary>A non-negative integer.</summary>
    public static ArgumentKind Count { get; } =
        new(
            "NUMBER",
            value =>
                int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                    ? null
                    : "is not a whole number. Example: 3."
        );

    /// <summary>The digest of a list of Sweep.</summary>
    public static ArgumentKind SweepDigest { get; } =
        new(
            "DIGEST",
            value =>
                value.Length == SweepList.Length && value.All(char.IsAsciiHexDigitLower)
                    ? null
                    : $"is not a digest of Sweep: {SweepList.Length} digits and letters from a to f, as it prints them."
        );

    /// <summary>A TCP port.</summary>
    public static ArgumentKind Port { get; } =
        new(
            "PORT",
            value =>
                ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                    ? null
                    : $"is not a port. Use a number up to {ushort.MaxValue}, or 0 for any free port."
        );

    /// <summary>A speed factor. Below 0.01 an image build would take days.</summary>
    public static ArgumentKind Factor { get; } =
        new(
            "FACTOR",
            value =>
                double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double factor)
                && factor >= 0.01
                && double.IsFinite(factor)
                    ? null
                    : "is not a number greater than zero. The minimum is 0.01. Example: 60."
        );

    /// <summary>Comma-separated names.</summary>
    public static ArgumentKind Names { get; } =
        new(
            "A,B",
            value =>
                value.Split(',').All(name => !string.IsNullOrWhiteSpace(name))
                    ? null
                    : "is not a comma-separated list of names. Example: kubectl,helm."
        );

    /// <summary>A setting with its value.</summary>
    public static ArgumentKind Setting { get; } =
        new(
            "SECTION.KEY=VALUE",
            value =>
                value.IndexOf('=', StringComparison.Ordinal) > 0
                    ? null
                    : "is not a setting with a value: expected section.key=value. Example: image.name=aks-jumpbox."
        );

    /// <summary>A check with the reason to skip it.</summary>
    public static ArgumentKind Skip { get; } =
        new(
            "ID=REASON",
            value =>
                value.Split('=', 2) is var parts && !CheckRegistry.Ids.Contains(parts[0])
                    ? $"names no existing check: '{parts[0]}' is not one of {string.Join(", ", CheckRegistry.Ids)}."
                : parts.Length < 2 || string.IsNullOrWhiteSpace(parts[1])
                    ? $"needs a reason. Example: {parts[0]}=\"checked by the network team\"."
                : null
        );

    /// <summary>The resource id of a subnet.</summary>
    public static ArgumentKind SubnetId { get; } =
        new(
            "ID",
            value =>
                ResourceId.TryParse(value, out ResourceId? id)
                && id.IsOfType("Microsoft.Network/virtualNetworks/subnets")
                    ? null
                    : "is not the resource id of a subnet: expected /subscriptions/GUID/resourceGroups/GROUP/providers/"
                        + "Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET."
        );

    /// <summary>The name of a gallery, or nothing for the default name. Source: Azure's naming rules of Microsoft.Compute.</summary>
    public static ArgumentKind GalleryName { get; } =
        new(
            "NAME",
            value =>
                value.Length == 0
                || (
                    value.Length <= 80
                    && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.')
                    && char.IsAsciiLetterOrDigit(value[0])
                    && char.IsAsciiLetterOrDigit(value[^1])
                )
                    ? null
                    : "is not the name of a gallery: expected up to 80 letters, digits, dots and underscores, with a letter or "
                        + "digit at both ends."
        )
        {
            MayBeBare = true,
        };

    /// <summary>A file that is created.</summary>
    public static ArgumentKind NewFile { get; } =
        new("FILE", value => Directory.Exists(value) ? "is a folder. Specify a file." : null);

    /// <summary>A folder that exists.</summary>
    public static ArgumentKind Folder { get; } =
        new("DIR", value => Directory.Exists(value) ? null : "is not an existing folder.");

    /// <summary>A folder that is created if missing.</summary>
    public static ArgumentKind NewFolder { get; } =
        new("DIR", value => File.Exists(value) ? "is a file. Specify a folder." : null);

    /// <summary>An existing file.</summary>
    /// <param name="cure">How to create one.</param>
    public static ArgumentKind FileWith(string cure) =>
        new(
            "FILE",
            value =>
                File.Exists(value) ? null
                : Directory.Exists(value) ? $"is a folder. {cure}"
                : $"is not an existing file. {cure}"
        );

    /// <summary>One of several words, ignoring case.</summary>
    /// <param name="words">The words.</param>
    public static ArgumentKind OneOf(params IReadOnlyList<string> words) =>
        new(
            string.Join('|', words),
            value =>
                words.Contains(value, StringComparer.OrdinalIgnoreCase)
                    ? null
                    : $"is not one of {string.Join(", ", words)}."
        );

    /// <summary>Whether a flag's value means on; a flag may have no value.</summary>
    /// <param name="value">The value, or an empty string.</param>
    public static bool IsTrue(string value) =>
        value.Length == 0 || value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
