using System.Reflection;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;
using Jumpbox.Boundaries;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Report;

/// <summary>Renders the report as one HTML file and as Markdown.</summary>
public static class ReportWriter
{
    /// <summary>The HTML report's file.</summary>
    public const string HtmlFileName = "report.html";

    /// <summary>The Markdown report's file, for the summaries of CI.</summary>
    public const string MarkdownFileName = "report.md";

    private static readonly TemplateOptions Options = CreateOptions();

    /// <summary>Renders the report as one self-contained HTML file. Every value is encoded.</summary>
    /// <param name="model">The content.</param>
    public static string Html(ReportModel model) => Render("report.html.liquid", model, HtmlEncoder.Default);

    /// <summary>Renders the report as Markdown.</summary>
    /// <param name="model">The content.</param>
    public static string Markdown(ReportModel model) => Render("report.md.liquid", model, NullEncoder.Default);

    /// <summary>Writes both files.</summary>
    /// <param name="folder">The artifacts folder.</param>
    /// <param name="model">The content.</param>
    public static void WriteTo(string folder, ReportModel model)
    {
        AtomicFile.Write(Path.Combine(folder, HtmlFileName), Html(model));
        AtomicFile.Write(Path.Combine(folder, MarkdownFileName), Markdown(model));
    }

    /// <summary>Renders another page. Every value is encoded.</summary>
    /// <param name="name">The template's file.</param>
    /// <param name="model">The content.</param>
    internal static string Page(string name, object model) => Render(name, model, HtmlEncoder.Default);

    /// <summary>Renders another text in Markdown.</summary>
    /// <param name="name">The template's file.</param>
    /// <param name="model">The content.</param>
    internal static string Text(string name, object model) => Render(name, model, NullEncoder.Default);

    private static string Render(string name, object model, TextEncoder encoder) =>
        PlainText.Lines(new FluidParser().Parse(Read(name)).Render(new TemplateContext(model, Options), encoder));

    private static string Read(string name)
    {
        using Stream stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream($"Jumpbox.Report.Templates.{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static TemplateOptions CreateOptions()
    {
        TemplateOptions options = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };
        // Before a value is encoded, because browsers decode an encoded control character.
        options.ValueConverters.Add(value => value is string text ? new StringValue(PlainText.Line(text)) : null);
        options.Filters.AddFilter("cell", (input, _, _) => new StringValue(PlainText.Markdown(input.ToStringValue())));
        return options;
    }
}
