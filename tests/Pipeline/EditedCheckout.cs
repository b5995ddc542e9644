using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>A copy of the checkout that a user edits: program, templates, scripts, pins and a settings file in its usual place.</summary>
internal sealed class EditedCheckout : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-edited-").FullName;

    public EditedCheckout()
    {
        string program = Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(Repository.Program)!);
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
    public void Edit(Action<JsonObject> change) => UserEdits.EditSettings(_root, change);

    /// <summary>Adds the user's tool and step.</summary>
    public void AddToolAndStep() => UserEdits.AddToolAndStep(_root);

    public JsonObject Artifact(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_root, "artifacts", name)))!.AsObject();

    /// <summary>Runs a target as a person does in the checkout.</summary>
    public async Task<RunResult> RunAsync(string target, params string[] arguments)
    {
        string program = Path.Combine(_root, Path.GetRelativePath(Repository.Root, Repository.Program));
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
