namespace LocalAzure.TemplateLanguage.Values;

/// <summary>Names in templates: functions, parameters, resources. None of them tells upper from lower case.</summary>
internal static class Names
{
    public static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
