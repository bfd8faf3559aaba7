// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/base/cidr.h"

using namespace skydraft;

class TestCidr : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWritesAddresses_data();
    void readsAndWritesAddresses();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
    void readsBlocks_data();
    void readsBlocks();
    void hostBitsAreRefusedWhereAsked();
    void containsAndOverlaps_data();
    void containsAndOverlaps();
    void sizesAndEnds();
    void knowsPrivateRanges_data();
    void knowsPrivateRanges();
};

void TestCidr::readsAndWritesAddresses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("IPv4 stays as it is") << QByteArray("10.0.1.5") << QByteArray("10.0.1.5");
    QTest::newRow("IPv6 zeros become ::")
        << QByteArray("2001:db8:0:0:0:0:0:1") << QByteArray("2001:db8::1");
    QTest::newRow("the longest run of zeros is the one that is shortened")
        << QByteArray("1:0:0:2:0:0:0:3") << QByteArray("1:0:0:2::3");
    QTest::newRow("a single zero group is written out")
        << QByteArray("1:0:2:3:4:5:6:7") << QByteArray("1:0:2:3:4:5:6:7");
    QTest::newRow("the unspecified address") << QByteArray("::") << QByteArray("::");
    QTest::newRow("a dotted tail is read as two groups")
        << QByteArray("::ffff:10.0.0.1") << QByteArray("::ffff:a00:1");
}

void TestCidr::readsAndWritesAddresses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto address = IpAddress::parse(text.toStdString());
    QVERIFY(address.has_value());
    QCOMPARE(QByteArray::fromStdString(address->toString()), written);
}

void TestCidr::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "10.0.1", "10.0.1.256", "10.0.1.5.6", "10.0.01.5", "a.b.c.d",
                             "1::2::3", "12345::", "1:2:3:4:5:6:7", "10.0.1.5 "})
        QTest::newRow(QByteArray("refused: '").append(text).append("'").constData())
            << QByteArray(text);
}

void TestCidr::refusesWhatIsNoAddress()
{
    QFETCH(QByteArray, text);
    QVERIFY(!IpAddress::parse(text.toStdString()).has_value());
}

void TestCidr::readsBlocks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("host bits are cleared")
        << QByteArray("10.0.5.7/16") << QByteArray("10.0.0.0/16");
    QTest::newRow("a bare address is a block of one")
        << QByteArray("10.0.5.7") << QByteArray("10.0.5.7/32");
    QTest::newRow("everything") << QByteArray("0.0.0.0/0") << QByteArray("0.0.0.0/0");
    QTest::newRow("IPv6 beyond the upper half")
        << QByteArray("2001:db8::ff/120") << QByteArray("2001:db8::/120");
    QTest::newRow("a length above 32 is refused") << QByteArray("10.0.0.0/33") << QByteArray();
    QTest::newRow("an empty length is refused") << QByteArray("10.0.0.0/") << QByteArray();
    QTest::newRow("a negative length is refused") << QByteArray("10.0.0.0/-1") << QByteArray();
}

void TestCidr::readsBlocks()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto block = Cidr::parse(text.toStdString());
    QCOMPARE(block.has_value(), !written.isEmpty());
    if (block)
        QCOMPARE(QByteArray::fromStdString(block->toString()), written);
}

void TestCidr::hostBitsAreRefusedWhereAsked()
{
    QVERIFY(!Cidr::parse("10.0.5.7/16", Cidr::HostBits::Refuse).has_value());
    QVERIFY(Cidr::parse("10.0.0.0/16", Cidr::HostBits::Refuse).has_value());
}

void TestCidr::containsAndOverlaps_data()
{
    QTest::addColumn<QByteArray>("outer");
    QTest::addColumn<QByteArray>("inner");
    QTest::addColumn<bool>("contains");
    QTest::addColumn<bool>("overlaps");
    QTest::newRow("a subnet lies in its VPC")
        << QByteArray("10.0.0.0/16") << QByteArray("10.0.3.0/24") << true << true;
    QTest::newRow("a VPC does not lie in its subnet")
        << QByteArray("10.0.3.0/24") << QByteArray("10.0.0.0/16") << false << true;
    QTest::newRow("neighbours do not overlap")
        << QByteArray("10.0.0.0/24") << QByteArray("10.0.1.0/24") << false << false;
    QTest::newRow("everything of IPv4 holds no IPv6")
        << QByteArray("0.0.0.0/0") << QByteArray("::/0") << false << false;
    QTest::newRow("IPv6 across the middle")
        << QByteArray("2001:db8::/32") << QByteArray("2001:db8:0:1::5/128") << true << true;
}

void TestCidr::containsAndOverlaps()
{
    QFETCH(QByteArray, outer);
    QFETCH(QByteArray, inner);
    QFETCH(bool, contains);
    QFETCH(bool, overlaps);
    const Cidr a = *Cidr::parse(outer.toStdString());
    const Cidr b = *Cidr::parse(inner.toStdString());
    QCOMPARE(a.contains(b), contains);
    QCOMPARE(a.overlaps(b), overlaps);
    QCOMPARE(b.overlaps(a), overlaps);
}

void TestCidr::sizesAndEnds()
{
    // 172.32.0.0/16: 2^(32-16) = 65,536 addresses, the last one is 172.32.255.255
    const Cidr block = *Cidr::parse("172.32.0.0/16");
    QCOMPARE(block.size(), std::uint64_t{65536});
    QCOMPARE(block.last().toString(), std::string("172.32.255.255"));
    QCOMPARE(addressAt(block, 256).toString(), std::string("172.32.1.0"));
    // 2^(128-65) = 2^63 is the largest that is told exactly
    QCOMPARE(Cidr::parse("2001:db8::/65")->size(), std::uint64_t{1} << 63U);
    QCOMPARE(Cidr::parse("2001:db8::/32")->size(), std::uint64_t{1} << 63U);
    QCOMPARE(Cidr::parse("2001:db8::/32")->last().toString(),
             std::string("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"));
}

void TestCidr::knowsPrivateRanges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isRfc1918");
    QTest::addColumn<bool>("isRfc6598");
    QTest::newRow("10.255.255.255 is private") << QByteArray("10.255.255.255") << true << false;
    QTest::newRow("172.31.0.1 is private") << QByteArray("172.31.0.1") << true << false;
    QTest::newRow("172.32.0.1 is public") << QByteArray("172.32.0.1") << false << false;
    QTest::newRow("192.168.0.1 is private") << QByteArray("192.168.0.1") << true << false;
    QTest::newRow("100.64.0.1 is shared") << QByteArray("100.64.0.1") << false << true;
    QTest::newRow("100.128.0.1 is public") << QByteArray("100.128.0.1") << false << false;
}

void TestCidr::knowsPrivateRanges()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isRfc1918);
    QFETCH(bool, isRfc6598);
    const IpAddress address = *IpAddress::parse(text.toStdString());
    QCOMPARE(address.isRfc1918(), isRfc1918);
    QCOMPARE(address.isRfc6598(), isRfc6598);
}

QTEST_APPLESS_MAIN(TestCidr)
#include "tst_cidr.moc"
