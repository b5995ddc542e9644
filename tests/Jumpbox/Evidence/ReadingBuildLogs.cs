using Jumpbox.Evidence.Log;

namespace Jumpbox.Tests.Evidence;

public sealed class ReadingBuildLogs
{
    [Fact]
    public void Each_step_is_told_with_its_name_and_time()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Begins("wait-for-cloud-init")
                .Later(12)
                .Ends()
                .Begins("download-tools")
                .Later(95)
                .Ends()
                .ToString()
        );

        Assert.Equal(["wait-for-cloud-init", "download-tools"], log.Steps.Select(step => step.Name));
        Assert.Equal([12, 95], log.Steps.Select(step => (int)step.Duration!.Value.TotalSeconds));
        Assert.All(log.Steps, step => Assert.Equal(LogStepState.Succeeded, step.State));
        Assert.Null(log.Failure);
    }

    [Fact]
    public void A_step_that_is_still_at_work_is_no_failure()
    {
        CustomizationLog log = CustomizationLog.Parse(new BuildLog().Begins("download-tools").Says("50 %").ToString());

        Assert.Equal(LogStepState.Running, Assert.Single(log.Steps).State);
        Assert.Null(log.Failure);
    }

    [Fact]
    public void A_step_that_did_not_end_is_the_failed_one_when_the_build_is_over()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog().Begins("download-tools").Says("50 %").ToString(),
            ended: true
        );

        Assert.Equal("download-tools", log.Failure?.Step?.Name);
    }

    [Fact]
    public void A_failure_is_told_with_step_exit_code_complaint_cure_and_catalogue_row()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Begins("wait-for-cloud-init")
                .Ends()
                .Begins("download-tools")
                .Errs("curl: (6) Could not resolve host: get.helm.sh")
                .Errs("jumpbox: FAILED download-tools: helm 4.3.0 cannot be fetched")
                .Errs("jumpbox: cure: look at the firewall")
                .Fails(1)
                .ToString()
        );

        LogFailure failure = log.Failure!;
        Assert.Equal((2, "download-tools", 1), (failure.Step!.Number, failure.Step.Name, failure.ExitCode));
        Assert.Equal(["download-tools: helm 4.3.0 cannot be fetched"], failure.Complaints);
        Assert.Equal(["look at the firewall"], failure.Cures);
        Assert.Equal("curl-name", failure.Explanation.Causes[0].Id);
        Assert.Equal("jumpbox: cure: look at the firewall", failure.LastLines[^1].Text);
        Assert.Contains("Step 2 'download-tools' failed with exit code 1", failure.Summary);
    }

    [Fact]
    public void A_step_that_Packer_ends_with_an_error_is_the_failed_one()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Begins("harden-sshd")
                .Ends()
                .Trace(
                    "[INFO] (telemetry) found error: Script exited with non-zero exit status: 7. Allowed exit codes are: [0]"
                )
                .ToString()
        );

        Assert.Equal(("harden-sshd", 7), (log.Failure!.Step!.Name, log.Failure.ExitCode));
    }

    [Fact]
    public void Cleanup_noise_is_folded_and_hides_no_cause()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Begins("hygiene")
                .Says("Get:1 http://archive.ubuntu.com/ubuntu noble InRelease [256 kB]")
                .Says("debconf: unable to initialize frontend: Dialog")
                .Says("No space left on device")
                .Fails(1)
                .Errs("Error deleting resource. Will retry. PublicIPAddressCannotBeDeleted")
                .ToString()
        );

        Assert.Equal("disk-full", log.Failure!.Explanation.Causes[0].Id);
        Assert.DoesNotContain(log.Failure.LastLines, line => line.Kind == LogLineKind.Noise);
        Assert.Equal(LogLineKind.Noise, log.Lines[^2].Kind);
    }

    [Fact]
    public void Azures_own_last_step_is_known_and_is_no_check()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Trace("[INFO] (telemetry) Starting provisioner shell")
                .Says("Deprovisioning script: /tmp/DeprovisioningScript.sh")
                .Ends()
                .ToString()
        );

        Assert.Equal("deprovision", Assert.Single(log.Steps).Name);
        Assert.Empty(log.Checks);
    }

    [Fact]
    public void Versions_and_packages_come_out_of_the_validation()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Begins("tool-versions")
                .Says("jumpbox: kubectl 1.36.4")
                .Ends()
                .Begins("package-list")
                .Says("-----BEGIN JUMPBOX PACKAGES-----")
                .Says("apt\t2.7.14build2\tamd64\tapt-source\t2.7.14\tdep5:GPL-2")
                .Says("tzdata 2026b-0ubuntu1 all")
                .Says("-----END JUMPBOX PACKAGES-----")
                .Ends()
                .ToString()
        );

        Assert.Equal(new LogToolVersion("kubectl", "1.36.4"), Assert.Single(log.Tools));
        Assert.Equal(
            [
                new LogPackage("apt", "2.7.14build2", "amd64")
                {
                    Licences = "dep5:GPL-2",
                    Source = "apt-source",
                    SourceVersion = "2.7.14",
                },
                new LogPackage("tzdata", "2026b-0ubuntu1", "all"),
            ],
            log.Packages
        );
        Assert.Equal(["tool-versions", "package-list"], log.Checks.Select(check => check.Name));
        Assert.Equal("jumpbox: kubectl 1.36.4", log.Checks[0].Detail);
    }

    [Fact]
    public void What_is_built_into_the_tools_comes_out_of_the_validation()
    {
        CustomizationLog log = CustomizationLog.Parse(
            new BuildLog()
                .Begins("package-list")
                .Says("-----BEGIN JUMPBOX MODULES-----")
                .Says("go\tkubectl\t/usr/local/bin/kubectl\tgo1.24.6")
                .Says("dep kubectl a.b/c -")
                .Says("python\taz\tAzure_Core\t1.35.0\texpression:MIT")
                .Says("-----END JUMPBOX MODULES-----")
                .Ends()
                .ToString()
        );

        Assert.Equal(
            [
                new LogModule(LogModuleKind.GoProgram, "kubectl", "/usr/local/bin/kubectl", "go1.24.6", ""),
                new LogModule(LogModuleKind.GoModule, "kubectl", "a.b/c", "", ""),
                new LogModule(LogModuleKind.Python, "az", "Azure_Core", "1.35.0", "expression:MIT"),
            ],
            log.Modules
        );
        Assert.Null(log.ListProblem);
    }

    [Theory]
    [InlineData("-----BEGIN JUMPBOX MODULES-----\nnone jq /usr/bin/jq", "its list of modules has no end")]
    [InlineData("-----BEGIN JUMPBOX MODULES-----\nwhat is this\n-----END JUMPBOX MODULES-----", "what is this")]
    public void A_list_of_modules_that_may_lack_something_says_why(string text, string told) =>
        Assert.Contains(told, CustomizationLog.Parse(text).ListProblem);

    [Fact]
    public void The_runs_own_message_is_read_together_with_the_log()
    {
        LogSummary logs = new(
            CustomizationLog.Parse(new BuildLog().Begins("download-tools").Says("50 %").ToString(), ended: true),
            CustomizationLog.Empty
        );

        Assert.Contains(
            logs.FailureLines("Timeout waiting for microservice to complete: 'context deadline exceeded'"),
            line => line.StartsWith("Known failure deadline: ", StringComparison.Ordinal)
        );
        Assert.Contains(
            logs.FailureLines(),
            line => line.StartsWith("No known failure matches.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Without_a_log_the_runs_message_is_explained() =>
        Assert.Contains(
            new LogSummary(CustomizationLog.Empty, CustomizationLog.Empty).FailureLines(
                "Azure Container Instances quota exceeded"
            ),
            line => line.StartsWith("Known failure quota-container-cores: ", StringComparison.Ordinal)
        );

    [Fact]
    public void A_log_without_the_services_prefixes_is_read_too()
    {
        CustomizationLog log = CustomizationLog.Parse(
            "2026/11/20 10:00:00 [INFO] (telemetry) Starting provisioner shell\r\n"
                + "\u001b[1;32m==> azure-arm: jumpbox: step harden-sshd\u001b[0m\r\n"
                + "2026/11/20 10:00:03 [INFO] (telemetry) ending shell\r\n"
        );

        Assert.Equal(("harden-sshd", 3), (log.Steps[0].Name, (int)log.Steps[0].Duration!.Value.TotalSeconds));
    }
}
