using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Pipeline.Tests;

/// <summary>
/// What docs/use-the-image.md says to do: on LocalAzure by the real program, line by line, and what needs Azure or a machine by a shell, with
/// stand-ins that take the options of the real programs and no others.
/// </summary>
public sealed partial class UsingTheImageByThePage : IDisposable
{
    private const string Id = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg";
    private const string Cluster = $"{Id}/providers/Microsoft.ContainerService/managedClusters/aks";

    // The options that the page uses, as each program's --help lists them. Answers are lines of one word.
    private const string StandIn = """
        command=()
        while [[ $# -gt 0 && $1 != -* ]]; do command+=("$1"); shift; done
        case "${0##*/} ${command[*]}" in
          "az network bastion ssh") known="-g -n --auth-type --username --ssh-key --target-resource-id" ;;
          "az vmss list") known="-g --query -o" ;;
          "az vmss list-instances") known="-g -n --query -o" ;;
          "az login") known="--identity" ;;
          "az aks get-credentials") known="-g -n" ;;
          "az rest") known="--method --body --url" ;;
          "az vm create") known="-g -n --image --security-type --vnet-name --subnet --public-ip-address --nsg --admin-username --ssh-key-values --assign-identity" ;;
          "kubelogin convert-kubeconfig") known="-l" ;;
          "kubectl get nodes") known="" ;;
          *) echo "${0##*/}: no command ${command[*]}" >&2; exit 2 ;;
        esac
        echo "${0##*/} ${command[*]} $*" >>"$CALLS"
        while [[ $# -gt 0 ]]; do
          if [[ $1 == -* ]]; then
            [[ " $known " == *" $1 "* ]] || { echo "${command[*]}: $1" >&2; exit 2; }
          fi
          shift
        done
        echo word
        """;

    private readonly PipelineRun _pipeline = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-use-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Page =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs/use-the-image.md")).ReplaceLineEndings("\n");

    private static string[] Blocks => [.. Bash().Matches(Page).Select(match => match.Groups[1].Value)];

    public void Dispose()
    {
        _pipeline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_commands_before_there_is_an_Azure_do_what_their_comments_say()
    {
        List<string> said = [];
        foreach (string line in Blocks[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split('#')[0]
                .Replace("/tmp/rollout", _pipeline.Artifacts, StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("./build.sh", words[0]);
            RunResult run = await _pipeline.RunAsync(words[1]["--target=".Length..], words[2..]);
            said.Add(run.Expect(line.Contains("# exit code 1", StringComparison.Ordinal) ? 1 : 0).Everything);
            if (said.Count == 3)
            {
                string? replaced = (string?)_pipeline.Json("rollout.json")["affected"]![0]!["id"];
                Assert.EndsWith("-111111111111", replaced, StringComparison.Ordinal);
            }
        }
        Assert.Equal(5, said.Count);
        Assert.Contains("2 machines healthy", said[0]);
        Assert.Contains("from /subscriptions/", said[1]);
        Assert.Contains("nobody is signed in", said[2]);
        Assert.Contains("Going back to the revision before", said[3]);
        Assert.Contains("img-aks-jumpbox-333333333333 was not rolled out", said[3]);
        Assert.Contains("nothing was changed", said[4]);
    }

    [Fact]
    public void The_settings_are_accepted_once_the_ids_are_complete()
    {
        string text = Json().Match(Page).Groups[1].Value;
        text = Regex.Replace(
            text,
            "/subscriptions/…/(virtual|resource|work)",
            match =>
                match.Groups[1].Value switch
                {
                    "virtual" => $"{Id}/providers/Microsoft.Network/virtual",
                    "work" => $"{Id}/providers/Microsoft.OperationalInsights/work",
                    _ => $"{Id[..Id.LastIndexOf("/resource", StringComparison.Ordinal)]}/resource",
                }
        );
        text = text.Replace(
            "AAAA…",
            "AAAAC3NzaC1lZDI1NTE5AAAAIJ3Q1rOVZxYy4Gz0nq1m8o2b5vV2iYpX0k1l2m3n4o5p",
            StringComparison.Ordinal
        );
        string settings = Path.Combine(_folder, "jumpbox.json");
        JsonObject all = JsonNode.Parse(File.ReadAllText(SampleSettings.File))!.AsObject();
        all["rollout"] = JsonNode.Parse($"{{{text}}}")!["rollout"]!.DeepClone();
        File.WriteAllText(settings, all.ToJsonString());

        RolloutSettings rollout = SettingsReader
            .Read(new SettingsSource(settings, [], new Dictionary<string, string>()))
            .Rollout;

        Assert.Equal(RolloutKind.Uniform, rollout.Kind);
        Assert.Equal("ops", Assert.Single(rollout.Users).Key);
    }

    [Fact]
    public async Task The_commands_for_Azure_and_for_the_machine_are_commands_of_their_programs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page is for a shell.");
        foreach (string program in (string[])["az", "kubectl", "kubelogin"])
        {
            Write(program, $"#!/bin/bash\n{StandIn}\n");
        }
        // The doctor reads its arguments itself.
        Write(
            "jumpbox",
            "#!/bin/bash\necho \"jumpbox $*\" >>\"$CALLS\"\n(cat \"$DOCTOR\"/*.py | sed '/^if __name__/,$d'; echo 'read_arguments(sys.argv[1:])') >doctor.py\n"
                + "python3 doctor.py \"$@\"\n"
        );
        Write("jq", "#!/bin/bash\n[[ $* == '-r .imageId artifacts/image.json' ]] && echo \"$IMAGE\"\n");
        string script = string.Join(
                '\n',
                Blocks.Where(block => !block.Contains("./build.sh", StringComparison.Ordinal))
            )
            .Replace("cat /etc/jumpbox-release", "true", StringComparison.Ordinal)
            .Replace("--cluster ID", $"--cluster {Cluster}", StringComparison.Ordinal);

        (int code, string text) = await BashAsync(script);

        Assert.True(code == 0, text);
        string calls = await File.ReadAllTextAsync(Path.Combine(_folder, "calls"), Cancel);
        Assert.Contains("--target-resource-id word", calls);
        Assert.Contains($"--image {Id}", calls);
        Assert.Contains($"jumpbox doctor --cluster {Cluster}", calls);
        Assert.Contains("kubectl get nodes", calls);
        // A body that a person fills in is JSON already.
        Assert.NotNull(JsonNode.Parse(Body().Match(script).Groups[1].Value));
    }

    private async Task<(int Code, string Text)> BashAsync(string script)
    {
        ProcessStartInfo start = new("bash", ["-euc", script])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CALLS"] = Path.Combine(_folder, "calls");
        start.Environment["DOCTOR"] = Path.Combine(Repository.Root, "scripts/doctor");
        start.Environment["IMAGE"] = Id;
        start.Environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancel);
        string errors = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + errors);
    }

    private void Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    [GeneratedRegex(@"^```bash\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Bash();

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Json();

    [GeneratedRegex("--body '([^']*)'")]
    private static partial Regex Body();
}
