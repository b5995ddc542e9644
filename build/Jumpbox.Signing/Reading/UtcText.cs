using System.Globalization;

namespace Jumpbox.Signing.Reading;

/// <summary>Times as messages and statements show them.</summary>
internal static class UtcText
{
    public static string Of(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
