namespace Jumpbox.Checks;

/// <summary>The form of a cure.</summary>
public enum CureKind
{
    /// <summary>A command of the Azure CLI or of this pipeline.</summary>
    Command,

    /// <summary>Bicep for one's own templates.</summary>
    Bicep,

    /// <summary>A setting of <c>jumpbox.json</c>.</summary>
    Setting,

    /// <summary>Something that a person does elsewhere.</summary>
    ByHand,
}
