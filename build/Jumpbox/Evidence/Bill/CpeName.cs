namespace Jumpbox.Evidence.Bill;

/// <summary>CPE 2.3 names. Source: NIST Interagency Report 7695, "Formatted String Binding".</summary>
internal static class CpeName
{
    /// <summary>The name of an application.</summary>
    /// <param name="product">Vendor and product with a colon between them, for example <c>jqlang:jq</c>.</param>
    /// <param name="version">The version.</param>
    public static string Of(string product, string version) => $"cpe:2.3:a:{product}:{Escape(version)}:*:*:*:*:*:*:*";

    // Letters, digits and the underscore need no escape, nor do dot and hyphen inside a longer text.
    private static string Escape(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? $"{c}" : $"\\{c}"));
}
