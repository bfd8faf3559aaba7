<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>skydraft::DrawingForm</name>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skydraft::ReachListPage</name>
    <message numerus="yes">
        <source>The internet reaches %n resource(s).</source>
        <translation>
            <numerusform>The internet reaches %n resource.</numerusform>
            <numerusform>The internet reaches %n resources.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can reach %1.</source>
        <translation>
            <numerusform>%n can reach %1.</numerusform>
            <numerusform>%n can reach %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 can reach %n.</source>
        <translation>
            <numerusform>%1 can reach %n.</numerusform>
            <numerusform>%1 can reach %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skydraft::ReachWords</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more change(s)</source>
        <translation>
            <numerusform>and %n more change</numerusform>
            <numerusform>and %n more changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skydraft::ResourceAccessible</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skydraft::VerdictWords</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
