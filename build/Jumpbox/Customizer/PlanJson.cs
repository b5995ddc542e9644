using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpbox.Customizer;

/// <summary>Writes a plan as JSON without needless escapes, so that the file is easy to read and compare.</summary>
internal static class PlanJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(CustomizerPlan plan)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            WriteSteps(json, "customize", plan.Customize);
            WriteSteps(json, "validate", plan.Validate);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteSteps(Utf8JsonWriter json, string name, IReadOnlyList<CustomizerStep> steps)
    {
        json.WriteStartArray(name);
        foreach (CustomizerStep step in steps)
        {
            json.WriteStartObject();
            json.WriteString("type", "Shell");
            json.WriteString("name", step.Name);
            json.WriteStartArray("inline");
            foreach (string line in step.Inline)
            {
                json.WriteStringValue(line);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
