using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>
/// The set-up of both pages, as written: its commands by a shell, with a stand-in for the Azure CLI that takes the options of the real
/// one and no others, and its YAML by what it calls.
/// </summary>
public sealed partial class SettingUpByThePages : IDisposable
{
    private const string GitHub = "docs/ci-github.md";
    private const string Azure = "docs/ci-azure-devops.md";
    private const string Separator = "\u001f";

    // The options that the pages use, as `az … --help` lists them.
    private const string StandIn = """
        #!/bin/bash
        command=()
        while [[ $# -gt 0 && $1 != -* ]]; do command+=("$1"); shift; done
        case "${command[*]}" in
          "ad app create") known="--display-name --query -o" ;;
          "ad sp create") known="--id" ;;
          "ad app federated-credential create") known="--id --parameters" ;;
          "role definition create") known="--role-definition" ;;
          "role assignment create") known="--assignee --role --scope" ;;
          *) echo "az: no command ${command[*]}" >&2; exit 2 ;;
        esac
        line="${command[*]}"
        while [[ $# -gt 0 ]]; do
          [[ " $known " == *" $1 "* && $# -gt 1 ]] || { echo "az: ${command[*]}: $1" >&2; exit 2; }
          line+=$(printf '\x1f%s=%s' "$1" "${2//$'\n'/ }")
          [[ $1 == --display-name ]] && name=$2
          shift 2
        done
        echo "$line" >>"$CALLS"
        if [[ -n ${name:-} ]]; then echo "id-of-$name"; fi
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-setup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(GitHub, "jumpbox-image-builder jumpbox-image-releaser")]
    [InlineData(Azure, "jumpbox-image-builder jumpbox-image-releaser")]
    public async Task The_commands_give_each_application_a_principal_a_credential_and_its_role(
        string page,
        string names
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages are for a shell.");

        ILookup<string, Dictionary<string, string>> calls = await FollowAsync(page);

        string[] applications = [.. names.Split(' ').Select(name => $"id-of-{name}")];
        Assert.Equal(names.Split(' '), calls["ad app create"].Select(call => call["--display-name"]));
        Assert.Equal(applications, calls["ad sp create"].Select(call => call["--id"]));
        Assert.Equal(applications, calls["ad app federated-credential create"].Select(call => call["--id"]));
        Assert.All(
            calls["ad app federated-credential create"],
            call =>
            {
                JsonNode credential = JsonNode.Parse(call["--parameters"])!;
                Assert.Equal("""["api://AzureADTokenExchange"]""", credential["audiences"]!.ToJsonString());
                Assert.All((string[])["name", "issuer", "subject"], name => Assert.NotEmpty((string)credential[name]!));
            }
        );
        // What is assigned has been created, or is Azure's own.
        string[] roles =
        [
            .. calls["role definition create"].Select(call => (string)Json(call["--role-definition"])["Name"]!),
        ];
        Assert.Equal(2, roles.Length);
        Assert.All(calls["role assignment create"], call => Assert.Contains(call["--role"], roles.Append("Reader")));
        Assert.All(
            applications.Zip(roles),
            pair =>
                Assert.Contains(
                    calls["role assignment create"],
                    call => (call["--assignee"], call["--role"]) == (pair.First, pair.Second)
                )
        );
        // Neither of the pipeline's applications may assign roles, so a person's run does it beforehand.
        Assert.Equal(
            "--target=Identity --cloud=azure --set=roles.assigned=byPipeline",
            Assert.Single(calls["build.sh"])["arguments"]
        );
    }

    [Fact]
    public async Task The_subjects_are_those_of_the_environments_that_the_workflow_uses()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page is for a shell.");

        string[] subjects =
        [
            .. (await FollowAsync(GitHub))["ad app federated-credential create"]
                .Select(call => (string)JsonNode.Parse(call["--parameters"])!["subject"]!),
        ];

        Assert.Equal(
            GitHubWorkflow
                .Jobs(".github/workflows/image.yml")
                .Select(job => job.ProtectedBy)
                .Where(environment => environment.Length > 0)
                .Distinct()
                .Select(environment => $"repo:OWNER/NAME:environment:{environment}"),
            subjects
        );
    }

    [Fact]
    public void The_connections_are_those_that_the_pipeline_uses() =>
        Assert.All(
            AzurePipeline.Jobs(new Dictionary<string, string>()).SelectMany(job => job.Connections).Distinct(),
            connection => Assert.Contains($"`{connection}`", File.ReadAllText(Repository.PathOf(Azure)))
        );

    [Fact]
    public void Another_repositorys_workflow_calls_what_exists_with_the_permissions_that_its_jobs_need()
    {
        JsonNode call = Block(GitHub, "jobs:")["jobs"]!["jumpbox"]!;
        string file = ((string)call["uses"]!).Replace("OWNER/NAME/", "", StringComparison.Ordinal).Split('@')[0];
        JsonNode called = Yaml.ReadFile(file);
        JsonObject inputs = called["on"]!["workflow_call"]!["inputs"]!.AsObject();

        Assert.All(call["with"]!.AsObject(), pair => Assert.True(inputs.ContainsKey(pair.Key), pair.Key));
        Assert.All(
            called["jobs"]!.AsObject().SelectMany(job => job.Value!["permissions"]?.AsObject() ?? []),
            needed => Assert.Equal((string?)needed.Value, (string?)call["permissions"]![needed.Key])
        );
    }

    [Fact]
    public void Another_repositorys_job_calls_an_action_that_exists_with_its_inputs()
    {
        JsonNode step = Block(GitHub, "    steps:")["steps"]![1]!;
        string folder = ((string)step["uses"]!).Replace("OWNER/NAME/", "", StringComparison.Ordinal).Split('@')[0];
        JsonObject inputs = Yaml.ReadFile($"{folder}/action.yml")["inputs"]!.AsObject();

        Assert.All(step["with"]!.AsObject(), pair => Assert.True(inputs.ContainsKey(pair.Key), pair.Key));
        Assert.All(
            inputs.Where(input => (string?)input.Value!["required"] == "true"),
            input => Assert.True(step["with"]!.AsObject().ContainsKey(input.Key), input.Key)
        );
    }

    [Fact]
    public void The_list_of_images_gives_each_its_jobs()
    {
        JsonNode entries = Block(Azure, "    default:")["default"]!;

        IReadOnlyList<CiJob> jobs = AzurePipeline.Jobs(new Dictionary<string, string>(), entries.ToJsonString());

        Assert.All(
            entries.AsArray(),
            entry =>
                Assert.Contains(
                    jobs.SelectMany(job => job.Steps),
                    step => step.Environment.GetValueOrDefault("SELECT") == (string)entry!["select"]!
                )
        );
    }

    [Fact]
    public void Another_repositorys_pipeline_calls_the_template_with_all_that_it_needs_and_from_the_resource_it_names()
    {
        JsonNode pipeline = Block(Azure, "resources:");
        JsonNode call = pipeline["stages"]![0]!;
        string[] reference = ((string)call["template"]!).Split('@');
        JsonArray parameters = Yaml.ReadFile(reference[0])["parameters"]!.AsArray();
        JsonObject given = call["parameters"]!.AsObject();

        Assert.Equal(reference[1], (string?)pipeline["resources"]!["repositories"]![0]!["repository"]);
        Assert.Equal(reference[1], (string?)given["pipeline"]);
        Assert.All(given, pair => Assert.Contains(parameters, one => (string?)one!["name"] == pair.Key));
        Assert.All(
            parameters.Where(one => one!["default"] is null),
            one => Assert.True(given.ContainsKey((string)one!["name"]!), (string)one["name"]!)
        );
        Assert.NotEmpty(
            AzurePipeline.Called(given.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()))
        );
    }

    [Theory]
    [InlineData("image")]
    [InlineData("gate")]
    public void The_outputs_in_the_table_are_those_of_the_jobs(string job)
    {
        string row = File.ReadLines(Repository.PathOf(GitHub))
            .Single(line => line.StartsWith($"| `{job}` | `", StringComparison.Ordinal));

        Assert.Equal(
            GitHubWorkflow
                .Jobs(".github/workflows/image.yml")
                .Single(one => one.Name == job)
                .Outputs.Keys.Where(name => name != "artifact")
                .Order(StringComparer.Ordinal),
            Code()
                .Matches(row.Split('|')[2])
                .Select(match => match.Groups[1].Value)
                .Where(name => name is not ("passed" or "failed"))
                .Order(StringComparer.Ordinal)
        );
    }

    // The commands of the section Setup; the page for Azure DevOps refers to the permissions of the other one.
    private async Task<ILookup<string, Dictionary<string, string>>> FollowAsync(string page)
    {
        List<string> blocks = Commands(page);
        if (page == Azure)
        {
            Assert.Contains("[ci-github.md](ci-github.md#setup), step 5", await ReadAsync(page));
            blocks.Add(Commands(GitHub)[^1]);
        }
        string calls = Path.Combine(_folder, "calls");
        await WriteAsync("az", StandIn);
        await WriteAsync("build.sh", "#!/bin/bash\nprintf 'build.sh\\x1farguments=%s\\n' \"$*\" >>\"$CALLS\"\n");
        BufferedCommandResult result = await Cli.Wrap("bash")
            .WithArguments(["-euc", string.Join('\n', blocks)])
            .WithWorkingDirectory(_folder)
            .WithEnvironmentVariables(variables =>
                variables.Set("CALLS", calls).Set("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}")
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancel);
        Assert.True(result.ExitCode == 0, result.StandardError);
        return (await File.ReadAllLinesAsync(calls, Cancel))
            .Select(line => line.Split(Separator))
            .ToLookup(
                parts => parts[0],
                parts => parts[1..].Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])
            );
    }

    private static List<string> Commands(string page)
    {
        string text = File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");
        string setup = text[text.IndexOf("## Setup\n", StringComparison.Ordinal)..];
        setup = setup[..setup.IndexOf("\n## ", StringComparison.Ordinal)];
        return [.. Bash().Matches(setup).Select(match => match.Groups[1].Value)];
    }

    // The block that begins with a line.
    private static JsonNode Block(string page, string first)
    {
        string text = File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");
        string[] lines = text[(text.IndexOf($"```yaml\n{first}\n", StringComparison.Ordinal) + 8)..]
            .Split("\n```")[0]
            .Split('\n');
        int indent = first.Length - first.TrimStart().Length;
        return Yaml.Read(string.Join('\n', lines.Select(line => line[Math.Min(indent, line.Length)..])));
    }

    private async Task WriteAsync(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n"), Cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private static Task<string> ReadAsync(string page) => File.ReadAllTextAsync(Repository.PathOf(page), Cancel);

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Repository.PathOf(file)))!;

    [GeneratedRegex(@"^ *```bash\n(.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Bash();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
