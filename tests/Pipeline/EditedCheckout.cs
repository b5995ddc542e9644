using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Jumpbox.Tools;

namespace Pipeline.Tests;

/// <summary>A copy of the checkout that a user edits: program, templates, scripts, pins and a settings file in its usual place.</summary>
internal sealed class EditedCheckout : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-edited-").FullName;

    public EditedCheckout()
    {
        string program = Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(PipelineRun.Program)!);
        foreach (string part in (string[])["scripts", "templates", program])
        {
            FolderCopy.Create(Path.Combine(Repository.Root, part), Path.Combine(_root, part));
        }
        foreach (string file in (string[])["jumpbox.slnx", "bicepconfig.json"])
        {
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_root, file));
        }
        File.Copy(SampleSettings.File, Path.Combine(_root, "jumpbox.json"));
    }

    /// <summary>Changes the settings as an editor does.</summary>
    public void Edit(Action<JsonObject> change)
    {
        string file = Path.Combine(_root, "jumpbox.json");
        JsonObject settings = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(settings);
        File.WriteAllText(file, settings.ToJsonString());
    }

    /// <summary>Adds a tool to the catalogue, a copy of one that is there, and pins it; another pin is as after an update.</summary>
    public void AddTool(string name, string like, string updated)
    {
        string catalogueFile = Path.Combine(_root, ToolCatalogue.DefaultPath);
        JsonObject catalogue = JsonNode.Parse(File.ReadAllText(catalogueFile))!.AsObject();
        JsonArray tools = catalogue["tools"]!.AsArray();
        JsonNode copy = tools.Single(tool => (string?)tool!["name"] == like)!.DeepClone();
        copy["name"] = name;
        copy["install"] = $"/usr/local/bin/{name}";
        tools.Add(copy);
        File.WriteAllText(catalogueFile, catalogue.ToJsonString());

        string lockFile = Path.Combine(_root, ToolLock.DefaultPath);
        ToolLock pins = ToolLock.Load(lockFile);
        LockedTool[] changed =
        [
            .. pins.Tools.Select(tool => tool.Name == updated ? Updated(tool) : tool),
            pins.Find(like)! with
            {
                Name = name,
            },
        ];
        (
            pins with
            {
                ResolvedAt = pins.ResolvedAt.AddDays(1),
                Tools = [.. changed.OrderBy(tool => tool.Name, StringComparer.Ordinal)],
            }
        ).Save(lockFile);
    }

    private static LockedTool Updated(LockedTool tool)
    {
        string[] numbers = tool.Version.Split('.');
        string next = $"{numbers[0]}.{numbers[1]}.{int.Parse(numbers[2], CultureInfo.InvariantCulture) + 1}";
        return tool with
        {
            Version = next,
            Tag = tool.Tag.Replace(tool.Version, next, StringComparison.Ordinal),
            Artifacts =
            [
                .. tool.Artifacts.Select(file =>
                    file with
                    {
                        Url = file.Url.Replace(tool.Version, next, StringComparison.Ordinal),
                        Sha256 = string.Concat(file.Sha256.Reverse()),
                    }
                ),
            ],
        };
    }

    public JsonObject Artifact(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_root, "artifacts", name)))!.AsObject();

    public bool HasArtifact(string name) => File.Exists(Path.Combine(_root, "artifacts", name));

    public string ReadArtifact(string name) => File.ReadAllText(Path.Combine(_root, "artifacts", name));

    public void WriteArtifact(string name, string text) =>
        File.WriteAllText(Path.Combine(_root, "artifacts", name), text);

    /// <summary>Runs a target as a person does in the checkout.</summary>
    public async Task<RunResult> RunAsync(string target, params string[] arguments)
    {
        string program = Path.Combine(_root, Path.GetRelativePath(Repository.Root, PipelineRun.Program));
        ProcessStartInfo start = new("dotnet", [program, $"--target={target}", "--speed=100000", .. arguments])
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in new[] { "TF_BUILD", "GITHUB_ACTIONS", "CI", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY" })
        {
            start.Environment.Remove(name);
        }
        MarkedSecrets.Give(start);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new RunResult(process.ExitCode, await output, await errors);
    }

    public void Dispose() => MarkedSecrets.End(_root, Path.Combine(_root, "artifacts"));
}
