namespace Jumpbox.Settings;

/// <summary>The types of a setting's value.</summary>
internal enum SettingKind
{
    Text,
    Integer,
    Boolean,
    Choice,
    Guid,
    ResourceId,
    TextList,
    TextMap,
    BooleanMap,
    DecimalMap,
}
