using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Settings;
using Jumpbox.Tests.Rehearsal;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Customizer;

/// <summary>Extensions of az in the plan, and their steps with the real az and its pip, which have no package index.</summary>
public sealed class InstallingAzExtensions : IDisposable
{
    private static readonly ToolPins Sampled = ToolPins.Load(SampleSettings.Root);

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-az-").FullName;

    private string Stage => Path.Combine(_folder, "stage");

    [Fact]
    public void Without_them_no_step_is_about_them() =>
        Assert.DoesNotContain("az-extensions", Plan(Sampled.Lock).Customize.Select(step => step.Name));

    [Fact]
    public void They_are_installed_after_az_and_checked_in_the_image()
    {
        CustomizerPlan plan = Plan(Locked(), "customizer.azExtensions=ssh");
        string[] steps = [.. plan.Customize.Select(step => step.Name)];

        Assert.Equal(Array.IndexOf(steps, "install-packages") + 1, Array.IndexOf(steps, "az-extensions"));
        Assert.Contains("az-extensions", plan.Validate.Select(step => step.Name));
        Assert.Contains(
            "  \"$1\" 'oschmod' '0.3.12' 'https://files.pythonhosted.org/packages/oschmod-0.3.12-py3-none-any.whl' "
                + $"'oschmod-0.3.12-py3-none-any.whl' '{Wheels()[1].Sha256}' ''",
            plan.Customize.Single(step => step.Name == "download-tools").Inline
        );
    }

    [Fact]
    public void They_are_in_the_contents_the_digest_of_the_pins_the_parameters_and_the_egress_list()
    {
        RenderedContents contents = Plan(Locked(), "customizer.azExtensions=ssh").Contents;

        Assert.Equal(Wheels(), contents.AzExtensions);
        Assert.Equal("ssh", contents.Parameters["customizer.azExtensions"]);
        Assert.NotEqual(Plan(Locked()).Contents.Digest, contents.Digest);
        string[] Hosts(params string[] settings) =>
            [
                .. EgressList
                    .For(SampleSettings.Read(settings), Sampled.Catalogue, Locked())
                    .Hosts.Select(host => host.Host),
            ];
        Assert.Equal(
            ["azcliprod.blob.core.windows.net", "files.pythonhosted.org"],
            Hosts("customizer.azExtensions=ssh").Except(Hosts())
        );
    }

    [Fact]
    public void A_set_that_the_lock_lacks_and_an_image_without_az_are_refused_with_the_cure()
    {
        Assert.Contains(
            "a set with the extensions bastion, ssh for azure-cli",
            Assert.Throws<PinException>(() => Plan(Locked(), "customizer.azExtensions=ssh,bastion")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "set tools.azure-cli=true, or remove customizer.azExtensions",
            Assert
                .Throws<PinException>(() => Plan(Locked(), "customizer.azExtensions=ssh", "tools.azure-cli=false"))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ssh==2.0")]
    [InlineData("https://example.com/x.whl")]
    public void A_text_that_is_no_name_of_an_extension_is_refused(string name) =>
        Assert.Contains(
            "the name of an extension of az, without a version",
            Assert.Throws<SettingsException>(() => SampleSettings.Read($"customizer.azExtensions={name}")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Every_user_has_them_with_what_they_depend_on_and_no_index_was_asked()
    {
        RequireAz();
        Store();

        (int code, string output) = await RunAsync("customize");
        Assert.True(code == 0, output);
        Assert.Contains("az's extension ssh 2.0.10 is installed for every user", output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_folder, "system", "ssh", "oschmod")), output);

        (code, output) = await RunAsync("validate");
        Assert.True(code == 0, output);
        Assert.Contains("az's extension ssh 2.0.10", output, StringComparison.Ordinal);

        string info = Directory.GetDirectories(Path.Combine(_folder, "system", "ssh"), "ssh-*.dist-info").Single();
        await File.WriteAllTextAsync(
            Path.Combine(info, "METADATA"),
            "Metadata-Version: 2.1\nName: ssh\nVersion: 2.0.11\n",
            TestContext.Current.CancellationToken
        );
        (code, output) = await RunAsync("validate");
        Assert.NotEqual(0, code);
        Assert.Contains("az's extension ssh is '2.0.11', and the lock has 2.0.10", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wheel_that_is_missing_ends_the_step_with_its_name()
    {
        RequireAz();
        Store();
        File.Delete(Path.Combine(Stage, "wheels", Wheels()[1].FileName));

        (int code, string output) = await RunAsync("customize");

        Assert.NotEqual(0, code);
        Assert.Contains("No matching distribution found for oschmod==0.3.12", output, StringComparison.Ordinal);
        Assert.Contains("az cannot install its extension ssh 2.0.10", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "system", "ssh")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void RequireAz()
    {
        Shell.Require("az", "azure-cli");
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Skip("the step becomes root, and this process is not root");
        }
    }

    private static byte[] Extension { get; } = SyntheticWheel.Build("ssh", "2.0.10", "azext_ssh", "oschmod==0.3.12");

    private static byte[] Needed { get; } = SyntheticWheel.Build("oschmod", "0.3.12", "oschmod");

    private static LockedWheel[] Wheels() =>
        [
            new(
                "ssh",
                "2.0.10",
                $"https://azcliprod.blob.core.windows.net/cli-extensions/{SyntheticWheel.FileOf("ssh", "2.0.10")}",
                SyntheticArchive.Digest(Extension),
                true
            ),
            new(
                "oschmod",
                "0.3.12",
                $"https://files.pythonhosted.org/packages/{SyntheticWheel.FileOf("oschmod", "0.3.12")}",
                SyntheticArchive.Digest(Needed),
                false
            ),
        ];

    private static ToolLock Locked() =>
        Sampled.Lock with
        {
            AzExtensions =
            [
                new(
                    "amd64",
                    Sampled.Lock.Find("azure-cli")!.Version,
                    Sampled.Catalogue.Find("azure-cli")!.Python!,
                    ["ssh"],
                    Wheels()
                ),
            ],
        };

    private void Store()
    {
        string wheels = Directory.CreateDirectory(Path.Combine(Stage, "wheels")).FullName;
        File.WriteAllBytes(Path.Combine(wheels, Wheels()[0].FileName), Extension);
        File.WriteAllBytes(Path.Combine(wheels, Wheels()[1].FileName), Needed);
        File.WriteAllText(
            Path.Combine(Stage, "verified"),
            $"{Plan(Locked(), "customizer.azExtensions=ssh").Contents.Digest}\n"
        );
    }

    private Task<(int Code, string Output)> RunAsync(string kind)
    {
        CustomizerPlan plan = Plan(Locked(), "customizer.azExtensions=ssh");
        CustomizerStep step = (kind == "customize" ? plan.Customize : plan.Validate).Single(one =>
            one.Name == "az-extensions"
        );
        string file = Path.Combine(_folder, $"{kind}.sh");
        File.WriteAllText(
            file,
            string.Join(
                '\n',
                step.Inline.Select(line =>
                    line.StartsWith("STAGE=", StringComparison.Ordinal) ? $"STAGE='{Stage}'" : line
                )
            ) + "\n"
        );
        return Shell.RunAsync(
            "env",
            $"AZURE_EXTENSION_SYS_DIR={Path.Combine(_folder, "system")}",
            $"HOME={_folder}",
            "sh",
            "-e",
            file
        );
    }

    private static CustomizerPlan Plan(ToolLock pins, params string[] settings) =>
        CustomizerPlan.Render(SampleSettings.Read(settings), Sampled.Catalogue, pins, SmallCatalogue.Scripts);
}
