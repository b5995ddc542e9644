using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Build.Arguments;
using Build.Ci;
using Build.Run;
using Build.Terminal;
using Jumpbox.Boundaries;
using Jumpbox.Evidence.Report;
using Jumpbox.Files;
using Jumpbox.Fleets;

namespace Build.Fleets;

/// <summary>How the runs of several images ended: printed, and written to <c>fleet.json</c>, <c>fleet.md</c> and <c>fleet.html</c>.</summary>
/// <param name="results">The results.</param>
internal sealed class FleetSummary(IReadOnlyList<ImageResult> results)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly string[] Order = ["succeeded", "detached", "refused", "failed", "not started"];

    /// <summary>A failure counts more than wrong settings, and these more than a build that continues.</summary>
    public int ExitCode =>
        results.Any(one => one.Code is null or not (0 or 2 or 3)) ? 1
        : results.Any(one => one.Code == 2) ? 2
        : results.Any(one => one.Code == 3) ? 3
        : 0;

    /// <summary>Writes and prints it.</summary>
    /// <param name="common">The artifacts folder of all images.</param>
    /// <param name="surroundings">The environment of the run.</param>
    /// <param name="typed">The command line.</param>
    public void Write(Workspace common, Surroundings surroundings, TypedArguments typed)
    {
        string target = string.Join(", ", typed.Given.Targets);
        AtomicFile.Write(common.File("fleet.json"), Json(target).ToJsonString(Format) + "\n");
        string page = common.File("fleet.md");
        AtomicFile.Write(page, Markdown(target));
        AtomicFile.Write(common.File(FleetPage.FileName), Page(target, common.Path).Html());
        TextWriter output = surroundings.Output ?? Console.Out;
        if (!typed.IsQuiet || ExitCode != 0)
        {
            Lines().ToList().ForEach(output.WriteLine);
        }
        if (CiSystem.Find(surroundings.Variables) is { } ci)
        {
            ci.Summarise(page, output.WriteLine);
            // The runs of several images have no CI for themselves.
            foreach (
                string own in typed
                    .Given.Targets.Select(CiOutput.PageOf)
                    .OfType<string>()
                    .SelectMany(name =>
                        results.Select(one => Path.Combine(common.Path, FleetMember.FolderOf(one.Image), name))
                    )
                    .Where(File.Exists)
            )
            {
                ci.Summarise(own, output.WriteLine);
            }
            foreach (ImageResult failed in results.Where(one => one.Annotation.Count > 0 && one.Code is not 3))
            {
                IEnumerable<Annotation> errors = Annotation.Of([
                    $"{failed.Image}: {failed.Annotation[0]}",
                    .. failed.Annotation.Skip(1).DefaultIfEmpty(failed.State),
                ]);
                foreach (Annotation error in errors)
                {
                    ci.Annotate(error, output.WriteLine);
                }
            }
        }
    }

    private IEnumerable<string> Lines()
    {
        int width = results.Max(one => one.Image.Length);
        foreach (ImageResult one in results)
        {
            yield return $"{one.Image.PadRight(width)}  {one.State, -11}  {BuildView.Clock(TimeSpan.FromSeconds(one.Seconds)), 7}  {PlainText.Line(Redaction.Scrub(one.Reason ?? ""))}".TrimEnd();
        }
        IEnumerable<string> counts = Order
            .Select(state =>
                (State: state, Images: results.Where(one => one.State == state).Select(one => one.Image).ToArray())
            )
            .Where(group => group.Images.Length > 0)
            .Select(group =>
                $"{group.Images.Length} {group.State}{(group.State == Order[0] ? "" : $" ({string.Join(", ", group.Images)})")}"
            );
        yield return $"{results.Count} images: {string.Join(", ", counts)}.";
    }

    private JsonObject Json(string target) =>
        new()
        {
            ["schemaVersion"] = 1,
            ["target"] = target,
            ["exitCode"] = ExitCode,
            ["images"] = new JsonArray([
                .. results.Select(one => new JsonObject
                {
                    ["image"] = one.Image,
                    ["state"] = one.State,
                    ["exitCode"] = one.Code,
                    ["seconds"] = Math.Round(one.Seconds, 1),
                    ["folder"] = FleetMember.FolderOf(one.Image).Replace('\\', '/'),
                    ["reason"] = one.Reason is { } reason ? Redaction.Scrub(reason) : null,
                }),
            ]),
        };

    private FleetPage Page(string target, string folder) =>
        new(
            target,
            results.Count(one => one.Code != 0),
            [
                .. results.Select(one =>
                {
                    string report = $"{FleetMember.FolderOf(one.Image).Replace('\\', '/')}/{ReportWriter.HtmlFileName}";
                    return new FleetPageRow(
                        one.Image,
                        one.State,
                        BuildView.Clock(TimeSpan.FromSeconds(one.Seconds)),
                        Redaction.Scrub(one.Reason ?? ""),
                        File.Exists(Path.Combine(folder, report))
                            ? Uri.EscapeDataString(report).Replace("%2F", "/", StringComparison.Ordinal)
                            : null
                    );
                }),
            ]
        );

    private string Markdown(string target)
    {
        StringBuilder text = new(
            $"# {target}: {results.Count} images\n\n| image | result | time | |\n|---|---|---|---|\n"
        );
        foreach (ImageResult one in results)
        {
            string reason = PlainText.Markdown(Redaction.Scrub(one.Reason ?? ""));
            text.Append(
                $"| {one.Image} | {one.State} | {BuildView.Clock(TimeSpan.FromSeconds(one.Seconds))} | {reason} |\n"
            );
        }
        return text.ToString();
    }
}
