using System.Text;

namespace Jumpbox.Settings;

/// <summary>The settings as a Markdown table, from the definitions.</summary>
internal static class SettingsGuide
{
    /// <summary>Renders the table.</summary>
    public static string Render()
    {
        StringBuilder text = new("| setting | value | default | description |\n|---|---|---|---|\n");
        foreach (SettingDefinition definition in SettingDefinitions.All)
        {
            string takes = definition.IsMap ? $"names, each with {definition.Expected}" : definition.Expected;
            string start =
                definition.Required ? "required"
                : definition.Default is null ? "none"
                : $"`{definition.Default}`";
            text.Append($"| `{definition.Path}` | {takes} | {start} | {definition.Description} |\n");
        }
        return text.ToString();
    }
}
