using Jumpbox.Naming;
using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>No earlier image template blocks the build: broken, running, or without its identity.</summary>
internal sealed class StuckTemplates : ICheck
{
    public string Id => "templates";

    public string Title => "No earlier image template blocks the build";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [FactName.Templates, FactName.BuilderRights];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Names names = new(facts.Settings);
        TemplateState[] ours =
        [
            .. facts.Templates.Value.Where(template => names.BuilderGroup.Equals(template.Id.Group)),
        ];
        bool clean = true;
        foreach (TemplateState template in ours)
        {
            bool orphan =
                facts.BuilderRights.State == ReadingState.Absent
                && template.Identities.Contains(names.Identity.ToString(), StringComparer.OrdinalIgnoreCase);
            if (orphan)
            {
                clean = false;
                yield return Finding.Warn(
                    $"The image template {template.Id.Name} uses {names.Identity.Name}, which no longer exists; "
                        + "Azure can neither run nor delete it.",
                    Cure.Command(
                        $"./build.sh --target=Identity, then az image builder identity remove {template.Id.AzGroup} -n {template.Id.Name} --user-assigned {names.Identity} and az image builder identity assign with the same"
                    ),
                    ("template", $"{template.Id}"),
                    ("identity", $"{names.Identity}")
                );
            }
            else if (template.ProvisioningState is "Failed" or "Canceled")
            {
                clean = false;
                yield return Finding.Pass(
                    $"The image template {template.Id.Name} is {template.ProvisioningState}; the target Template deletes it first.",
                    ("template", $"{template.Id}"),
                    ("provisioningState", template.ProvisioningState)
                );
            }
            else if (template.RunState is "Running" or "Canceling")
            {
                clean = false;
                yield return Finding.Pass(
                    $"A build of {template.Id.Name} is {template.RunState}; the target Build attaches to it if the content is the same.",
                    ("template", $"{template.Id}"),
                    ("runState", template.RunState)
                );
            }
        }
        if (clean)
        {
            yield return Finding.Pass(
                $"None of the {ours.Length} image templates in {names.BuilderGroup.Name} blocks the build."
            );
        }
    }
}
