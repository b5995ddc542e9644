using Cake.Az;
using Cake.Core;
using Frosting.Tests.Host;

namespace Frosting.Tests;

/// <summary>The addin against a real program called az, which is a script on the PATH.</summary>
public sealed class AskingTheAzureCli : IDisposable
{
    private const string Script = """
        #!/bin/sh
        printf '%s\n' "$*" >"$AZ_SEEN"
        printf '%s' "$AZ_ANSWER"
        printf '%s' "$AZ_COMPLAINT" >&2
        exit "${AZ_EXIT:-0}"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-az-").FullName;
    private readonly ICakeContext _context;

    public AskingTheAzureCli()
    {
        using HostRun run = HostRun.Of("--target=Capturing");
        _context = run.Notes.Context!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_account_is_read_from_what_az_prints()
    {
        AzAccount account = _context.AzAccountShow(
            Settings(
                """
                {"environmentName": "AzureCloud", "homeTenantId": "t", "id": "s", "isDefault": true, "name": "Platform",
                 "state": "Enabled", "tenantId": "t1", "user": {"name": "ada@example.com", "type": "user"}}
                """
            )
        );

        Assert.Equal(
            new AzAccount("s", "Platform", "t1", "AzureCloud", new AzUser("ada@example.com", "user")),
            account
        );
        Assert.Equal("account show --output json --only-show-errors\n", File.ReadAllText(Seen));
    }

    [Fact]
    public void A_subscription_is_passed_on_as_one_argument()
    {
        AzSettings settings = Settings("""{"environmentName":"AzureCloud","id":"s","name":"n","tenantId":"t"}""");
        settings.Subscription = "Two words";

        _context.AzAccountShow(settings);

        Assert.EndsWith("--subscription Two words\n", File.ReadAllText(Seen), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_being_signed_in_is_told_apart_from_other_trouble()
    {
        AzException nobody = Assert.Throws<AzException>(() =>
            _context.AzAccountShow(Settings("", "ERROR: Please run 'az login' to setup account.", exit: 1))
        );
        AzException broken = Assert.Throws<AzException>(() =>
            _context.AzAccountShow(Settings("", "ERROR: no such thing", exit: 2))
        );

        Assert.True(nobody.RequiresSignIn);
        Assert.False(broken.RequiresSignIn);
        Assert.Equal("The Azure CLI ended with exit code 2: ERROR: no such thing", broken.Message);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("null")]
    public void An_answer_that_is_no_account_is_refused(string answer) =>
        Assert.Contains(
            "did not answer with an account",
            Assert.Throws<AzException>(() => _context.AzAccountShow(Settings(answer))).Message,
            StringComparison.Ordinal
        );

    private string Seen => Path.Combine(_folder, "seen");

    private AzSettings Settings(string answer, string complaint = "", int exit = 0)
    {
        string az = Path.Combine(_folder, "az");
        File.WriteAllText(az, Script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return new AzSettings
        {
            ToolPath = az,
            EnvironmentVariables =
            {
                ["AZ_SEEN"] = Seen,
                ["AZ_ANSWER"] = answer,
                ["AZ_COMPLAINT"] = complaint,
                ["AZ_EXIT"] = $"{exit}",
            },
        };
    }
}
