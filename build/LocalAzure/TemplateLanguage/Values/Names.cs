namespace LocalAzure.TemplateLanguage.Values;

/// <summary>Names in templates: functions, parameters, resources. All are case-insensitive.</summary>
internal static class Names
{
    public static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
