using Jumpbox.Evidence.Log;

namespace Jumpbox.Tests.Evidence;

public sealed class NamingSteps
{
    private const string Nameless =
        "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR 2026/11/20 10:00:00 [INFO] (telemetry) Starting provisioner shell\n"
        + "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR 2026/11/20 10:00:01 [INFO] (telemetry) ending shell\n";

    [Fact]
    public void A_step_that_says_no_name_has_the_one_of_its_place_in_the_template()
    {
        CustomizationLog log = CustomizationLog.Parse(Nameless + Nameless).Named(["harden-sshd", "hygiene"]);

        Assert.Equal(["harden-sshd", "hygiene"], log.Steps.Select(step => step.Name));
        Assert.Equal(["harden-sshd", "hygiene"], log.Checks.Select(check => check.Name));
    }

    [Fact]
    public void A_step_that_fails_before_it_says_its_name_is_named_in_the_failure()
    {
        string log = Nameless + new BuildLog().Trace("[INFO] (telemetry) Starting provisioner shell").Fails(7);

        LogFailure? failure = CustomizationLog.Parse(log).Named(["harden-sshd", "hygiene"]).Failure;

        Assert.Equal("Step 2 'hygiene' failed with exit code 7.", failure?.Summary);
    }

    [Fact]
    public void A_step_beyond_the_template_and_Azures_own_keep_what_the_log_calls_them()
    {
        string own = new BuildLog()
            .Trace("[INFO] (telemetry) Starting provisioner shell")
            .Errs("Provisioning with shell script: /tmp/DeprovisioningScript.sh")
            .Ends()
            .ToString();

        CustomizationLog log = CustomizationLog.Parse(Nameless + own + Nameless).Named(["hygiene", "other"]);

        Assert.Equal(["hygiene", "deprovision", "shell"], log.Steps.Select(step => step.Name));
    }
}
