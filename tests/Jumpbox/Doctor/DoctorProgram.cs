using System.Diagnostics;
using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Tests.Customizer;

namespace Jumpbox.Tests.Doctor;

/// <summary>The command <c>jumpbox doctor</c> as the image has it: its step has written the program.</summary>
internal sealed class DoctorProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-doctor-").FullName;

    public DoctorProgram()
    {
        Shell.Require("python3", "python3");
        Shell.Require("kubectl", "kubectl");
        File.WriteAllText(PathOf("jumpbox"), Text());
        _ = File.CreateSymbolicLink(PathOf("kubectl"), Kubectl);
    }

    // Google's command of this name asks the server first, and then takes one of its neighbours.
    private static string Kubectl
    {
        get
        {
            FileInfo found = (System.Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Select(folder => new FileInfo(Path.Combine(folder, "kubectl")))
                .First(file => file.Exists);
            FileSystemInfo real = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
            return Directory.GetFiles(Path.GetDirectoryName(real.FullName)!, "kubectl.1.*").Max(StringComparer.Ordinal)
                ?? real.FullName;
        }
    }

    /// <summary>The version of kubectl.</summary>
    public async Task<string> KubectlAsync()
    {
        (_, string text) = await Shell.RunAsync(PathOf("kubectl"), "version", "--client", "-o", "json");
        return JsonNode.Parse(text)!["clientVersion"]!["gitVersion"]!.GetValue<string>();
    }

    /// <summary>Its kubeconfig.</summary>
    public string Kubeconfig
    {
        set => File.WriteAllText(PathOf("config"), value);
    }

    /// <summary>A program that runs it.</summary>
    public string[] Wrapper { get; set; } = [];

    /// <summary>What happens while it runs.</summary>
    public Func<Process, Task> During { get; set; } = _ => Task.CompletedTask;

    /// <summary>Variables of its environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The program's text, from the step of the plan.</summary>
    public static string Text()
    {
        CustomizerStep step = CustomizerPlan
            .Render(SmallCatalogue.Settings(), SmallCatalogue.Catalogue, SmallCatalogue.Pins, SmallCatalogue.Scripts)
            .Customize.Single(one => one.Name == "install-doctor");
        return string.Join(
            '\n',
            step.Inline.SkipWhile(line => line != "  cat <<'END_OF_PROGRAM'")
                .Skip(1)
                .TakeWhile(line => line != "END_OF_PROGRAM")
                .Append("")
        );
    }

    /// <summary>Writes a program into the folder that is the first of its PATH.</summary>
    public void Install(string name, string script)
    {
        string file = PathOf(name);
        File.WriteAllText(file, script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A kubectl of another version, which says what it was started with.</summary>
    public static string Another(string version) =>
        $$$"""
            #!/bin/sh
            case "$*" in 'version --client -o json') echo '{"clientVersion":{"gitVersion":"{{{version}}}"}}' ;;
            *) echo "{{{version}}} runs: $*" ;; esac

            """;

    /// <summary>Runs it.</summary>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task<(int Code, string Output)> RunAsync(string input, params string[] arguments)
    {
        string[] command = [.. Wrapper, "python3", PathOf("jumpbox"), .. arguments];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in (string[])["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"])
        {
            _ = start.Environment.Remove(variable);
        }
        start.Environment["KUBECONFIG"] = PathOf("config");
        start.Environment["HOME"] = _folder;
        start.Environment["TMPDIR"] = _folder;
        start.Environment["PATH"] = $"{_folder}:{System.Environment.GetEnvironmentVariable("PATH")}";
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
        process.StandardInput.Close();
        await During(process);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        // It leaves nothing behind, least of all credentials.
        Assert.Empty(Directory.GetDirectories(_folder, "jumpbox-doctor-*"));
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>A kubeconfig with one context.</summary>
    public static string Config(string server, string? authority, string token = "good-token", string user = "")
    {
        string known = authority is null
            ? ""
            : $", certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authority))}";
        return $"""
            apiVersion: v1
            kind: Config
            current-context: aks
            contexts: [{"{"}name: aks, context: {"{"}cluster: aks, user: me{"}}"}]
            clusters: [{"{"}name: aks, cluster: {"{"}server: "{server}"{known}{"}}"}]
            users: [{"{"}name: me, user: {"{"} {(user.Length > 0 ? user : $"token: {token}")} {"}}"}]
            """;
    }

    /// <summary>Where a file of its folder is.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);
}
