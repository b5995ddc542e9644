using System.Globalization;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>When a key or an authority is trusted; both ends are inclusive and either may be open.</summary>
internal readonly record struct ValidityWindow(DateTimeOffset? Start, DateTimeOffset? End)
{
    public static ValidityWindow Read(JsonMember? validFor) => new(At(validFor, "start"), At(validFor, "end"));

    public bool Contains(DateTimeOffset time) => !(time < Start) && !(time > End);

    public override string ToString() => $"{Show(Start)} to {Show(End)}";

    private static string Show(DateTimeOffset? time) => time is { } known ? UtcText.Of(known) : "open";

    private static DateTimeOffset? At(JsonMember? validFor, string name) =>
        validFor?.OptionalText(name) is not { } text ? null
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time
        )
            ? time
        : throw new RefusalException($"'{validFor.Value.Path}.{name}' is '{text}', which is not a time.");
}
