using System.Text;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Customizer;

public sealed class AddingOwnContents : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("jumpbox-own-");

    [Fact]
    public void A_repository_without_the_folders_adds_nothing()
    {
        OwnContents own = OwnContents.Read(_root.FullName);

        Assert.Empty(own.Steps);
        Assert.Empty(own.Files);
    }

    [Fact]
    public void Scripts_run_before_and_after_the_step_that_their_folder_names_in_the_order_of_their_names()
    {
        Put("steps/before-install-tools/20-b.sh", "true");
        Put("steps/before-install-tools/10-a.sh", "true");
        Put("steps/after-install-tools/c.sh", "[ -e /etc ] || exit 1");

        string[] names = [.. Plan().Customize.Select(step => step.Name)];

        int tools = Array.IndexOf(names, "install-tools");
        Assert.Equal(["own-10-a", "own-20-b", "install-tools", "own-c"], names[(tools - 2)..(tools + 2)]);
    }

    [Fact]
    public void Another_byte_of_a_script_or_file_is_another_content()
    {
        Put("steps/before-hygiene/a.sh", "true");
        Put("files/motd", "hello\n");
        Put("files/manifest.json", """[ { "source": "motd", "target": "/etc/motd", "mode": "0644" } ]""");
        string first = Plan().ToJson();

        Put("files/motd", "Hello\n");
        string second = Plan().ToJson();
        Put("steps/before-hygiene/a.sh", "false");

        Assert.NotEqual(first, second);
        Assert.NotEqual(second, Plan().ToJson());
    }

    [Theory]
    [InlineData("steps/before-nothing/a.sh", "true", "no step is called nothing")]
    [InlineData("steps/after-hygiene/a.sh", "true", "nothing runs after hygiene")]
    [InlineData("steps/install-tools/a.sh", "true", "expected a folder before-STEP or after-STEP")]
    [InlineData("steps/before-hygiene/A B.sh", "true", "expected a name of lower-case letters")]
    [InlineData("steps/before-hygiene/a.sh", "\n\n", "it is empty")]
    [InlineData("steps/before-hygiene/a.sh", "true\nEND_OF_OWN_TEXT", "line 2: END_OF_OWN_TEXT ends the script")]
    [InlineData(
        "steps/before-hygiene/a.sh",
        "true\nexport API_TOKEN=abcdefgh",
        "line 2: a value for a password or token"
    )]
    [InlineData("steps/before-hygiene/a.sh", "curl https://me:secret@store.example/x", "line 1: a password in a URL")]
    [InlineData("files/loose.txt", "x", "files/manifest.json is missing")]
    [InlineData("files/manifest.json", "{", "files/manifest.json: ")]
    [InlineData("files/manifest.json", """[ { "source": "../x", "target": "/etc/x" } ]""", "is not a file below files")]
    [InlineData("files/manifest.json", """[ { "source": "x", "target": "/etc/x" } ]""", "files/x does not exist")]
    public void What_cannot_be_used_is_refused_with_its_place(string path, string text, string why)
    {
        Put(path, text);

        SettingsException refused = Assert.Throws<SettingsException>(Plan);

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("etc/x", "0644", false, "x", "is not an absolute path")]
    [InlineData("/etc/../x", "0644", false, "x", "is not an absolute path")]
    [InlineData("/tmp/x", "0644", false, "x", "does not stay in an image")]
    [InlineData("/etc/x", "0666", false, "x", "lets everybody write")]
    [InlineData("/etc/x", "4755", false, "x", "runs the file as its owner")]
    [InlineData("/etc/x", "rw", false, "x", "is not four octal digits")]
    [InlineData("/etc/x", "0600", false, "-----BEGIN PRIVATE KEY-----", "line 1: a private key")]
    [InlineData("/etc/x.crt", "0644", true, "-----BEGIN CERTIFICATE-----", "a trusted certificate must be")]
    [InlineData("/usr/local/share/ca-certificates/x.crt", "0644", true, "x", "must be in PEM form")]
    public void A_file_that_no_image_may_have_is_refused(
        string target,
        string mode,
        bool trust,
        string text,
        string why
    )
    {
        OwnFile file = new("x", target, "root", "root", mode, trust, Encoding.ASCII.GetBytes(text));

        Assert.Contains(file.Problems(), problem => problem.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_too_large_for_a_template_is_refused_with_the_limit()
    {
        Put("files/big", new string('x', 300_000));
        Put("files/manifest.json", """[ { "source": "big", "target": "/opt/big" } ]""");

        SettingsException refused = Assert.Throws<SettingsException>(Plan);

        Assert.Contains("a template takes files up to 262144", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_the_manifest_forgets_is_refused()
    {
        Put("files/a", "x");
        Put("files/b", "x");
        Put("files/manifest.json", """[ { "source": "a", "target": "/etc/a" } ]""");

        SettingsException refused = Assert.Throws<SettingsException>(Plan);

        Assert.Contains("files/b is not in files/manifest.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lint_reads_the_scripts_too()
    {
        Put("steps/before-hygiene/a.sh", "echo done\nsudo reboot");

        CustomizerStep step = Plan().Customize.Single(step => step.Name == "own-a");

        Assert.Contains(LintRule.Broken(step), broken => broken.Rule.Name == "reboot");
    }

    [Fact]
    public void A_secret_among_the_variables_is_refused()
    {
        Put("steps/before-hygiene/a.sh", "true");

        SettingsException refused = Assert.Throws<SettingsException>(() =>
            Plan("customizer.environment.CI_TOKEN=abcdefgh")
        );

        Assert.Contains("customizer.environment.CI_TOKEN", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_in_the_pipelines_folder_that_is_no_step_is_told_and_not_ignored()
    {
        string scripts = Path.Combine(_root.FullName, "scripts");
        foreach (string file in Directory.EnumerateFiles(SmallCatalogue.Scripts, "*", SearchOption.AllDirectories))
        {
            Put(Path.Combine("scripts", Path.GetRelativePath(SmallCatalogue.Scripts, file)), File.ReadAllText(file));
        }
        Put("scripts/customize/mine.sh", "# uses: step\ntrue\n");

        SettingsException refused = Assert.Throws<SettingsException>(() =>
            CustomizerPlan.Render(SmallCatalogue.Settings(), SmallCatalogue.Catalogue, SmallCatalogue.Pins, scripts)
        );

        Assert.Contains("mine.sh", refused.Message, StringComparison.Ordinal);
        Assert.Contains("after-install-tools", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_proxy_is_exported_in_every_step_and_on_the_egress_list()
    {
        JumpboxSettings settings = SmallCatalogue.Settings(
            "customizer.proxy=http://proxy.corp.example:3128",
            "customizer.noProxy=.corp.example",
            "customizer.hosts=store.corp.example"
        );
        CustomizerPlan plan = CustomizerPlan.Render(
            settings,
            SmallCatalogue.Catalogue,
            SmallCatalogue.Pins,
            SmallCatalogue.Scripts
        );

        Assert.All(
            plan.Customize,
            step =>
            {
                Assert.Contains("export https_proxy='http://proxy.corp.example:3128'", step.Inline);
                Assert.Contains(
                    "export no_proxy='localhost,127.0.0.1,168.63.129.16,169.254.169.254,.corp.example'",
                    step.Inline
                );
            }
        );
        string[] hosts =
        [
            .. EgressList.For(settings, SmallCatalogue.Catalogue, SmallCatalogue.Pins).Hosts.Select(host => $"{host}"),
        ];
        Assert.Contains("proxy.corp.example:3128", hosts);
        Assert.Contains("store.corp.example:443", hosts);
    }

    [Theory]
    [InlineData("http://user:secret@proxy:3128")]
    [InlineData("proxy:3128")]
    public void A_proxy_with_a_password_or_without_a_scheme_is_refused(string proxy) =>
        Assert.Throws<SettingsException>(() => SmallCatalogue.Settings($"customizer.proxy={proxy}"));

    public void Dispose() => _root.Delete(recursive: true);

    private CustomizerPlan Plan() => Plan([]);

    private CustomizerPlan Plan(params string[] settings) =>
        CustomizerPlan.Render(
            SmallCatalogue.Settings(settings),
            SmallCatalogue.Catalogue,
            SmallCatalogue.Pins,
            SmallCatalogue.Scripts,
            own: OwnContents.Read(_root.FullName)
        );

    private void Put(string path, string text)
    {
        string file = Path.Combine(_root.FullName, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
